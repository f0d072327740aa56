using System.Net;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Makes of every answer that is a failure one failure with a code: the method, the address as far as it is no secret, the status, and the registry's own words.
/// </summary>
internal static class RegistryFailure
{
    /// <summary>The failure that an answer means.</summary>
    internal static async Task<OciException> OfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var request = response.RequestMessage!;
        var what = await RegistryWords.WhatAsync(response, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Forbidden && Identity.Of(request) is { } identity) return identity.Forbidden($" {what}");
        var (code, advice) = Meaning(response.StatusCode, request.Method);
        return new OciException(code, $"{what} {advice}");
    }

    /// <summary>The failure that an answer means, where a later answer may be another one; <see langword="null"/> where it stays.</summary>
    internal static async Task<PassingFailure?> PassingOfAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellation)
    {
        if (!IsPassing(response.StatusCode)) return null;
        var what = await RegistryWords.WhatAsync(response, cancellation).ConfigureAwait(false);
        var (code, advice) = Meaning(response.StatusCode, response.RequestMessage!.Method);
        return new PassingFailure(code, what, advice) { RetryAfter = RetryAfterOf(response, time) };
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

    private static (OciErrorCode Code, string Advice) Meaning(HttpStatusCode status, HttpMethod method) => (int)status switch
    {
        401 => (OciErrorCode.CredentialsRejected, "The address that the registry gave wants credentials of its own, which it does not get."),
        403 => (OciErrorCode.Denied, "Ask for permission to push to this repository, or name another one in OciArtifactRepository."),
        404 => (OciErrorCode.RepositoryNotFound, "Check OciArtifactRegistry and OciArtifactRepository; some registries want a repository to be made before the first push."),
        407 => (OciErrorCode.RegistryUnreachable, "The proxy wants a user and a password, which belong into the variable that names it."),
        413 => (OciErrorCode.ContentRefused, "It is larger than the registry, or a proxy before it, accepts."),
        429 => (OciErrorCode.TooManyRequests, "The registry asks for fewer requests. Publish again later, or log in for a higher limit."),
        >= 400 and < 500 => (OciErrorCode.ContentRefused, "The registry may not accept this type of artifact; OciArtifactImageSpec=1.0 or OciArtifactGenericLayerTypes=true may help."),
        _ => (OciErrorCode.RegistryFailed, $"The registry failed to answer {method} as the specification wants. Publish again; if it stays, ask its operator."),
    };
}
