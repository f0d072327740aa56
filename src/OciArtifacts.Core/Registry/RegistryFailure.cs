using System.Net;
using System.Text.Json;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Makes of every way in which a registry can fail one failure with a code: the method, the address without its query (it may carry a
/// signature), the status, and the registry's own words.
/// </summary>
internal static class RegistryFailure
{
    private const int LongestBody = 64 * 1024;
    private const int LongestQuote = 500;

    // Words that do not come in that time are not worth waiting for: the status has said it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The failure of a connection.</summary>
    internal static OciException Of(string registry, HttpRequestException problem)
    {
        // What went wrong with the body that was sent is no fault of the registry.
        if (problem.InnerException is OciException own) return own;
        return problem.HttpRequestError == HttpRequestError.SecureConnectionError
            ? new OciException(
                OciErrorCode.TransportSecurity,
                $"No secure connection to {registry}: {Innermost(problem)} If it speaks plain HTTP, or has a certificate that nobody vouches for, add it to OciArtifactInsecureRegistries.",
                problem)
            : new OciException(
                OciErrorCode.RegistryUnreachable,
                $"{registry} cannot be reached: {Innermost(problem)} Check the name and the port in OciArtifactRegistry, and that the registry is up.",
                problem);
    }

    /// <summary>The failure that an answer means.</summary>
    internal static async Task<OciException> OfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage!;
        var said = await QuoteAsync(response, cancellation).ConfigureAwait(false);
        var (code, advice) = Meaning(response.StatusCode, request.Method);
        return new OciException(
            code, $"{request.Method} {RegistryAddress.Shown(request.RequestUri!)}: {(int)response.StatusCode} {response.ReasonPhrase}.{said} {advice}");
    }

    /// <summary>What the registry says itself, as far as it says anything readable.</summary>
    internal static async Task<string> QuoteAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.RequestMessage?.Method == HttpMethod.Head) return " (HEAD: there is no body to quote.)";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LongestWait);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            await using var disposal = body.ConfigureAwait(false);
            var bytes = new byte[LongestBody];
            var length = await body.ReadAtLeastAsync(bytes, LongestBody, throwOnEndOfStream: false, patience.Token).ConfigureAwait(false);
            return ErrorsOf(bytes.AsMemory(0, length)) is { Length: > 0 } errors ? $" The registry says: {errors}." : "";
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException
            || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return "";
        }
    }

    private static string Innermost(Exception problem)
    {
        var message = problem.GetBaseException().Message;
        return message.EndsWith('.') ? message : message + ".";
    }

    // distribution-spec 1.1.1, "Error Codes": {"errors":[{"code","message","detail"}]}; a body that is something else is not quoted.
    private static string ErrorsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var errors = json.RootElement.GetProperty("errors").EnumerateArray().Select(error => $"{Text(error, "code")}: {Text(error, "message")}");
            return Shorten(string.Join("; ", errors));
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Shorten(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > LongestQuote ? line[..LongestQuote] + "…" : line;
    }

    private static (OciErrorCode Code, string Advice) Meaning(HttpStatusCode status, HttpMethod method) => (int)status switch
    {
        401 => (OciErrorCode.CredentialsRejected, "The address that the registry gave wants credentials of its own, which it does not get."),
        403 => (OciErrorCode.Denied, "Ask for permission to push to this repository, or name another one in OciArtifactRepository."),
        404 => (OciErrorCode.RepositoryNotFound, "Check OciArtifactRegistry and OciArtifactRepository; some registries want a repository to be made before the first push."),
        413 => (OciErrorCode.ContentRefused, "It is larger than the registry, or a proxy before it, accepts."),
        429 => (OciErrorCode.TooManyRequests, "The registry asks for fewer requests. Publish again later, or log in for a higher limit."),
        >= 400 and < 500 => (OciErrorCode.ContentRefused, "The registry may not accept this type of artifact; OciArtifactImageSpec=1.0 or OciArtifactGenericLayerTypes=true may help."),
        _ => (OciErrorCode.RegistryFailed, $"The registry failed to answer {method} as the specification wants. Publish again; if it stays, ask its operator."),
    };
}
