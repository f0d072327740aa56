using System.Net;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Answers;

/// <summary>
/// Finds answers that a registry never gives: a web page, or a success that lacks required headers. The login page of a
/// proxy, a captive portal or a wrong host answers like that. A retry does not help.
/// </summary>
internal static class UnexpectedAnswer
{
    /// <summary>The failure of a web page in place of a registry's answer, or <see langword="null"/>.</summary>
    internal static OciException? PageOf(HttpResponseMessage response, RegistryRequest request)
    {
        if (response.StatusCode == HttpStatusCode.NetworkAuthenticationRequired)
        {
            return Of(response, "The network wants a login before it lets anything through.");
        }

        var isPage = response.IsSuccessStatusCode && !request.MayBePage && IsPage(response) && !IsOfRegistry(response);
        return isPage ? Of(response, $"This is a web page (text/html), not the answer of a registry{ElsewhereOf(response)}.") : null;
    }

    /// <summary>The failure of a success or redirect that lacks what the specification requires.</summary>
    internal static OciException Of(HttpResponseMessage response) => Of(response, $"{MissingIn(response)}{ElsewhereOf(response)}.");

    /// <summary>Whether the answer has the media type of a web page.</summary>
    internal static bool IsPage(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";

    // Some registries label every answer as HTML, even answers without a body (Quay). Then the headers decide.
    private static bool IsOfRegistry(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.NoContent || response.Content.Headers.ContentLength == 0
        || (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted && HasLocation(response))
        || response.Headers.Any(static header =>
            header.Key.StartsWith("Docker-", StringComparison.OrdinalIgnoreCase)
            || header.Key.StartsWith("OCI-", StringComparison.OrdinalIgnoreCase));

    private static OciException Of(HttpResponseMessage response, string what)
    {
        var server = RequestFacts.Of(response) is { Connection: { Origin: var origin, Host: var host } }
            ? origin?.Authority ?? host
            : response.RequestMessage!.RequestUri!.Authority;
        return new OciException(
            OciErrorCode.NoRegistry,
            $"{response.RequestMessage!.Method} {AnswerText.AddressOf(response)}: "
            + $"{(int)response.StatusCode} {AnswerText.ReasonOf(response)}. "
            + $"{what} A proxy, a login page of the network or another service may answer in place of the registry. "
            + $"Check the name of the registry, and open {server}/v2/ in a browser on this machine.")
        {
            Remedy = Remedy.Registry,
        };
    }

    private static string MissingIn(HttpResponseMessage response) =>
        (response.RequestMessage!.Method.Method, (int)response.StatusCode, HasLocation(response)) switch
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
        return RequestFacts.Of(response) is { Connection: var connection } && !connection.IsOwnAddress(target)
            ? $"; {connection.Registry} redirected to {RegistryAddress.Server(target)}"
            : "";
    }
}
