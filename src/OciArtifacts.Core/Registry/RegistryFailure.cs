using System.Net;
using System.Text.Json;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Makes of every way in which a registry can fail one failure with a code: the method, the address without its query (it may carry a
/// signature), the status, and the registry's own words.
/// </summary>
internal static class RegistryFailure
{
    private const int LongestBody = 64 * 1024;

    // What is shorter is no secret.
    private const int ShortestSignature = 16;

    // Words that do not come in that time are not worth waiting for: the status has said it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>The failure of a connection; a <see cref="PassingFailure"/> where the next one may not have it.</summary>
    internal static OciException Of(HttpRequestException problem, RegistryConnection connection, Uri target)
    {
        // What went wrong with the body that was sent is no fault of the registry.
        if (OwnIn(problem) is { } own) return own;
        var proxy = connection.Proxy.ShownFor(target) is { } shown ? $" (through the proxy {shown})" : "";
        var (code, what, advice) = problem.HttpRequestError == HttpRequestError.SecureConnectionError
            ? (OciErrorCode.TransportSecurity,
                $"No secure connection to {RegistryAddress.Server(target)}{proxy}: {Innermost(problem)}",
                "If its certificate is of an authority of your own, name that in OCIARTIFACTS_CA_FILE. If it speaks plain HTTP, or has a certificate that nobody vouches for, add it to OciArtifactInsecureRegistries.")
            : (OciErrorCode.RegistryUnreachable,
                $"{RegistryAddress.Server(target)} cannot be reached{proxy}: {Innermost(problem)}",
                problem.HttpRequestError == HttpRequestError.ProxyTunnelError
                    ? "Check the proxy: HTTPS_PROXY may need a user and a password, and NO_PROXY names hosts that it is not for."
                    : "Check the name and the port in OciArtifactRegistry, and that the registry is up.");
        return MayPass(problem, connection.WasReached)
            ? new PassingFailure(code, what, advice, problem) { IsOfStranger = !connection.WasReached }
            : new OciException(code, $"{what} {advice}", problem);
    }

    /// <summary>The failure that an answer means.</summary>
    internal static async Task<OciException> OfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage!;
        var what = await WhatAsync(response, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Forbidden && Identity.Of(request) is { } identity) return identity.Forbidden($" {what}");
        var (code, advice) = Meaning(response.StatusCode, request.Method);
        return new OciException(code, $"{what} {advice}");
    }

    /// <summary>The failure that an answer means, where a later answer may be another one; <see langword="null"/> where it stays.</summary>
    internal static async Task<PassingFailure?> PassingOfAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellation)
    {
        if (!IsPassing(response.StatusCode)) return null;
        var what = await WhatAsync(response, cancellation).ConfigureAwait(false);
        var (code, advice) = Meaning(response.StatusCode, response.RequestMessage!.Method);
        return new PassingFailure(code, what, advice) { RetryAfter = RetryAfterOf(response, time) };
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
            return ErrorsOf(bytes.AsMemory(0, length)) is { Length: > 0 } errors ? $" The registry says: {Shown(errors, response)}." : "";
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException
            || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return "";
        }
    }

    /// <summary>What was asked and what was answered: the beginning of each message.</summary>
    internal static async Task<string> WhatAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage!;
        var said = await QuoteAsync(response, cancellation).ConfigureAwait(false);
        return $"{request.Method} {RegistryAddress.Shown(request.RequestUri!)}: {(int)response.StatusCode} {ReasonOf(response)}.{said}";
    }

    /// <summary>The words beside the status; they too are the server's own.</summary>
    internal static string ReasonOf(HttpResponseMessage response) => Shown(response.ReasonPhrase ?? "", response);

    // Before it is cut, which could leave half of a secret.
    private static string Shown(string text, HttpResponseMessage response) =>
        RegistryText.OneLine(response.RequestMessage is { } request ? Masked(text, request) : text);

    // Some servers answer with what they were sent.
    private static string Masked(string text, HttpRequestMessage request)
    {
        if (Identity.Of(request)?.Credential is { } credential) text = credential.Mask(text);
        if (request.Headers.Authorization?.Parameter is { Length: > 0 } sent) text = text.Replace(sent, "***", StringComparison.Ordinal);
        return request.RequestUri!.Query.TrimStart('?').Split('&')
            .Where(parameter => parameter.Length >= ShortestSignature)
            .Aggregate(text, static (masked, parameter) => masked.Replace(parameter, "***", StringComparison.Ordinal));
    }

    // 501 and 505 say that it will never be done. Of the other refusals only these two are about the moment (RFC 9110, section 15; RFC 6585).
    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    private static TimeSpan? RetryAfterOf(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.RetryAfter is not { } asked) return null;
        var wait = asked.Delta ?? asked.Date - time.GetUtcNow();
        return wait is { Ticks: > 0 } ? wait : null;
    }

    private static OciException? OwnIn(Exception? problem)
    {
        while (problem is not (null or OciException)) problem = problem.InnerException;
        return problem as OciException;
    }

    // A handshake that breaks off is how plain HTTP answers to TLS; of a registry that was spoken to before it is a connection that broke.
    private static bool MayPass(HttpRequestException problem, bool wasReached) => problem.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => wasReached && problem.InnerException is IOException,
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ResponseEnded => true,
        HttpRequestError.ProxyTunnelError => problem.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        HttpRequestError.Unknown => problem.InnerException is IOException,
        _ => false,
    };

    private static string Innermost(Exception problem)
    {
        var message = RegistryText.OneLine(problem.GetBaseException().Message);
        return message.EndsWith('.') ? message : message + ".";
    }

    // distribution-spec 1.1.1, "Error Codes": {"errors":[{"code","message","detail"}]}; a body that is something else is not quoted.
    private static string ErrorsOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var errors = json.RootElement.GetProperty("errors").EnumerateArray().Select(error => $"{Text(error, "code")}: {Text(error, "message")}");
            return string.Join("; ", errors);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "";
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

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
