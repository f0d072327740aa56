using System.Net;
using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// A request that can be sent several times: after a challenge, a redirect or a failure, or with another scheme.
/// </summary>
/// <param name="Method">The method.</param>
/// <param name="Location">A path on the registry, or an absolute address that the registry gave.</param>
/// <param name="Scope">The rights that the request needs.</param>
internal sealed record RegistryRequest(HttpMethod Method, Uri Location, AccessScope Scope)
{
    // Sending a body of this size in vain costs less than asking first.
    private const long LargestWithoutExpect = 256 * 1024;

    internal IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The first byte to read, if a part of the body is enough.</summary>
    internal long From { get; init; }

    /// <summary>The only version that the request may replace (<c>If-Match</c>; RFC 9110, section 13.1.1).</summary>
    internal EntityTagHeaderValue? IfMatch { get; init; }

    /// <summary>
    /// Makes the body for each attempt, or <see langword="null"/> for no body. The body calls the action as it moves,
    /// with <see langword="true"/> after its last byte.
    /// </summary>
    internal Func<Action<bool>, CancellationToken, Task<HttpContent>>? Body { get; init; }

    /// <summary>
    /// Whether a web page is a valid answer: a blob can be one, and a registry may answer with one if it does not
    /// support the request.
    /// </summary>
    internal bool MayBePage { get; init; }

    /// <summary>Whether a redirect to this address is followed. Otherwise the redirect itself is the answer.</summary>
    internal Func<Uri, bool> MayRedirectTo { get; init; } = static _ => true;

    /// <summary>
    /// Whether the body is a part of a blob. The number of such requests at the same time is limited.
    /// </summary>
    internal bool IsTransfer { get; init; }

    internal async Task<HttpRequestMessage> ToMessageAsync(Uri target, Action<bool> progress, CancellationToken cancellation)
    {
        var message = new HttpRequestMessage(Method, target) { Version = HttpVersion.Version11 };
        message.Headers.UserAgent.Add(UserAgent.Value);
        foreach (var type in Accept) message.Headers.Accept.ParseAdd(type);
        if (IfMatch is not null) message.Headers.IfMatch.Add(IfMatch);
        if (From > 0) message.Headers.Range = new RangeHeaderValue(From, null);
        if (Body is not null) message.Content = await Body(progress, cancellation).ConfigureAwait(false);

        // A POST that opens an upload has no body, and has to send its length 0 (distribution-spec 1.1.1, "Pushing a
        // blob in chunks").
        else if (Method == HttpMethod.Post) message.Content = new ByteArrayContent([]);

        // The registry can refuse the request (an expired token, a body that is too large) before the body is sent.
        if (message.Content?.Headers.ContentLength > LargestWithoutExpect) message.Headers.ExpectContinue = true;
        return message;
    }
}
