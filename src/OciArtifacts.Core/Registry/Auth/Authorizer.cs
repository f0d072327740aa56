using System.Net.Http.Headers;
using System.Text;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>Answers the challenge of one registry, and says exactly why it cannot.</summary>
internal sealed class Authorizer(string registry, CredentialChain credentials) : IDisposable
{
    private readonly SemaphoreSlim _answering = new(1);
    private Credential? _used;

    /// <summary>What to send with each request; <see langword="null"/> as long as the registry did not ask.</summary>
    internal AuthenticationHeaderValue? Header { get; private set; }

    public void Dispose() => _answering.Dispose();

    /// <summary>Prepares the answer to a 401; the request is to be sent again then.</summary>
    /// <param name="challenge">The 401.</param>
    /// <param name="sent">What was sent with the request: another request may have prepared the answer meanwhile.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OciException">There are no credentials, the registry does not accept them, or asks in a way that is not known.</exception>
    internal async Task AnswerAsync(HttpResponseMessage challenge, AuthenticationHeaderValue? sent, CancellationToken cancellation)
    {
        await _answering.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (sent is not null) throw await RejectedAsync(challenge, cancellation).ConfigureAwait(false);
            if (Header is null) await PrepareAsync(challenge, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _answering.Release();
        }
    }

    /// <summary>The failure of a 401 that came in spite of credentials.</summary>
    internal async Task<OciException> RejectedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var said = await RegistryFailure.QuoteAsync(response, cancellation).ConfigureAwait(false);
        return new OciException(
            OciErrorCode.CredentialsRejected, $"{registry} does not accept {_used}.{said} Check them, or log in again.");
    }

    private async Task PrepareAsync(HttpResponseMessage challenge, CancellationToken cancellation)
    {
        var schemes = challenge.Headers.WwwAuthenticate.Select(value => value.Scheme).ToList();
        if (!schemes.Contains("Basic", StringComparer.OrdinalIgnoreCase))
        {
            throw new OciException(
                OciErrorCode.UnsupportedAuthentication,
                $"{registry} asks for authentication by {(schemes.Count > 0 ? string.Join(" or ", schemes) : "nothing that it names")}; this version knows Basic.");
        }

        _used = await credentials.FindAsync(registry, cancellation).ConfigureAwait(false) ?? throw Missing();
        var pair = Encoding.UTF8.GetBytes($"{_used.UserName}:{_used.Password}");
        Header = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(pair));
    }

    private OciException Missing() => new(
        OciErrorCode.CredentialsMissing,
        $"{registry} wants credentials, and none were found. Looked at {credentials.Places}. Set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or run: docker login {registry}");
}
