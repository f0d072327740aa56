using System.Net;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>
/// Answers that no registry gives to what was asked: a web page in place of it, a success without what belongs to it. A proxy's login, a captive portal and a wrong host answer
/// like that, and to publish again does not help.
/// </summary>
internal static class UnexpectedAnswer
{
    /// <summary>The failure of a page where a registry should answer; <see langword="null"/> where it is none.</summary>
    internal static OciException? PageOf(HttpResponseMessage response, RegistryRequest request)
    {
        if (response.StatusCode == HttpStatusCode.NetworkAuthenticationRequired) return Of(response, "The network wants a login before it lets anything through.");
        var isPage = response.IsSuccessStatusCode && !request.MayBePage && IsPage(response) && !IsOfRegistry(response);
        return isPage ? Of(response, $"This is a web page (text/html), not the answer of a registry{ElsewhereOf(response)}.") : null;
    }

    /// <summary>The failure of a success, or a redirect, without what the specification wants of it.</summary>
    internal static OciException Of(HttpResponseMessage response) => Of(response, $"{MissingIn(response)}{ElsewhereOf(response)}.");

    /// <summary>Whether a page of HTML came, as web servers and proxies send it.</summary>
    internal static bool IsPage(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    // Some registries are web applications that call each answer HTML, also those of uploads, which have no body (Quay). What they say in headers counts.
    private static bool IsOfRegistry(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0
        || (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted && HasLocation(response))
        || response.Headers.Any(static header => header.Key.StartsWith("Docker-", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("OCI-", StringComparison.OrdinalIgnoreCase));

    private static OciException Of(HttpResponseMessage response, string what)
    {
        var server = RequestFacts.Of(response) is { Connection: { Origin: var origin, Host: var host } } ? origin?.Authority ?? host : response.RequestMessage!.RequestUri!.Authority;
        return new OciException(
            OciErrorCode.NoRegistry,
            $"{response.RequestMessage!.Method} {AnswerText.AddressOf(response)}: {(int)response.StatusCode} {AnswerText.ReasonOf(response)}. "
            + $"{what} A proxy, a login page of the network or another service may answer in place of the registry. "
            + $"Check the name of the registry, and open {server}/v2/ in a browser on this machine.")
        {
            Remedy = Remedy.Registry,
        };
    }

    private static string MissingIn(HttpResponseMessage response) => (response.RequestMessage!.Method.Method, (int)response.StatusCode, HasLocation(response)) switch
    {
        (_, >= 300 and < 400, false) => "A redirect has a Location, which is missing",
        ("POST", 202, false) => "The Location of the upload is missing",
        ("POST", _, _) => "A registry answers 202 with the Location of an upload",
        ("PATCH", _, _) => "A registry answers 202",
        ("PUT", _, _) => "A registry answers 201, or says in Docker-Content-Digest or Location what it stored",
        _ => "A registry answers 200",
    };

    private static bool HasLocation(HttpResponseMessage response) => response.Headers.Contains("Location");

    private static string ElsewhereOf(HttpResponseMessage response)
    {
        var target = response.RequestMessage!.RequestUri!;
        return RequestFacts.Of(response) is { } facts && !facts.Connection.IsOwnAddress(target) ? $"; {facts.Connection.Registry} redirected to {RegistryAddress.Server(target)}" : "";
    }
}
