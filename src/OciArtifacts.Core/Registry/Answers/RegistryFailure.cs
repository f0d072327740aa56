using System.Net;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>
/// Makes the failure of an answer. Its message has the method, the address without secrets, the status and the errors
/// of the registry.
/// </summary>
internal static class RegistryFailure
{
    /// <summary>The failure that the answer means.</summary>
    internal static async Task<OciException> OfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if ((int)response.StatusCode < 400) return UnexpectedAnswer.Of(response);
        var request = response.RequestMessage!;
        var action = ActionOf(response);
        var what = await AnswerText.DescribeAsync(response, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Forbidden && Identity.Of(request) is { } identity)
        {
            return identity.Forbidden(action, $" {what}");
        }

        var (code, advice, remedy) = Meaning(response.StatusCode, request.Method, action);
        var page = (int)response.StatusCode < 500 && UnexpectedAnswer.IsPage(response) ? WebPage : "";
        return IsDamage(what)
            ? new OciException(code, $"{what}{page} {Damaged}")
            : new OciException(code, $"{what}{page} {advice}") { Remedy = remedy };
    }

    // The registry received other bytes than those of the descriptor (distribution-spec 1.1.1, "Error Codes"). This
    // library verifies each blob while it sends it.
    private const string Damaged =
        "What arrived is not what was sent: something on the way, such as a proxy, changed it. "
        + "Publish again; if it stays, publish past the proxy.";

    private const string WebPage = " This is a web page: a proxy or a web server may have answered in place of the registry.";

    private static bool IsDamage(string what) =>
        what.Contains("DIGEST_INVALID", StringComparison.Ordinal) || what.Contains("SIZE_INVALID", StringComparison.Ordinal);

    /// <summary>The failure that the answer means if a retry may succeed, or <see langword="null"/>.</summary>
    internal static async Task<TransientFailure?> TransientOfAsync(
        HttpResponseMessage response, TimeProvider time, CancellationToken cancellation)
    {
        if (!IsTransient(response.StatusCode)) return null;
        var what = await AnswerText.DescribeAsync(response, cancellation).ConfigureAwait(false);
        var (code, advice, remedy) = Meaning(response.StatusCode, response.RequestMessage!.Method, ActionOf(response));
        return new TransientFailure(code, what, advice)
        {
            Remedy = remedy,
            RetryAfter = RateLimit.WaitOf(response, time),
            IsOverload = IsOverload(response.StatusCode),
            IsAnswer = true,
        };
    }

    /// <summary>The action of the request for messages. A read needs less than its token permits.</summary>
    private static string ActionOf(HttpResponseMessage response)
    {
        if (RequestFacts.Of(response) is not { Request: { } request }) return "do this";
        return request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
            ? $"pull from {request.Scope.Repository}"
            : request.Scope.Shown;
    }

    // 501 and 505 are permanent. Of the statuses below 500, only these two are transient (RFC 9110, section 15; RFC
    // 6585).
    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || ((int)status >= 500 && status is not (HttpStatusCode.NotImplemented or HttpStatusCode.HttpVersionNotSupported));

    private static bool IsOverload(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static (OciErrorCode Code, string Advice, Remedy Remedy) Meaning(HttpStatusCode status, HttpMethod method, string action) =>
        (int)status switch
        {
            401 => (
                OciErrorCode.CredentialsRejected,
                "The address that the registry gave wants credentials of its own, which it does not get.",
                Remedy.None),
            403 => (OciErrorCode.Denied, $"Ask for permission to {action}, or name another repository.", Remedy.Repository),
            404 => (
                OciErrorCode.RepositoryNotFound,
                "Check the names of the registry and of the repository; "
                + "some registries want a repository to be made before the first push.",
                Remedy.RegistryAndRepository),
            407 => (
                OciErrorCode.RegistryUnreachable,
                "The proxy wants a user and a password, which belong into the variable that names it.",
                Remedy.None),
            413 => (OciErrorCode.ContentRefused, "It is larger than the registry, or a proxy before it, accepts.", Remedy.None),
            429 => (
                OciErrorCode.TooManyRequests,
                "The registry asks for fewer requests. Publish again later, or log in for a higher limit.",
                Remedy.None),
            >= 400 and < 500 => (
                OciErrorCode.ContentRefused,
                "The registry may not accept this type of artifact; the 1.0 form of the manifest, or generic layer types, may help.",
                Remedy.ManifestForm),
            _ => (
                OciErrorCode.RegistryFailed,
                $"The registry failed to answer {method} as the specification wants. Publish again; if it stays, ask its operator.",
                Remedy.None),
        };
}
