namespace OciArtifacts.Core.Registry.Pulls;

/// <summary>
/// Reads the <c>Link</c> header of a list with several pages (RFC 8288; distribution-spec 1.1.1, "Listing Tags").
/// </summary>
internal static class LinkHeader
{
    /// <summary>
    /// The address of the next page as the registry wrote it, or <see langword="null"/> on the last page.
    /// </summary>
    internal static string? Next(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Link", out var values)) return null;
        return values.Select(NextIn).FirstOrDefault(static address => address is not null);
    }

    // The form is <address>; name=value; name="value", <address>; … Neither an address nor a valid rel has '<'.
    private static string? NextIn(string value)
    {
        foreach (var link in value.Split('<', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end >= 0 && IsNext(link[(end + 1)..])) return link[..end];
        }

        return null;
    }

    private static bool IsNext(string parameters) => parameters.Split(';').Any(static parameter => IsRelation(parameter.Split('=', 2)));

    // A link can have several relation types (section 3.3).
    private static bool IsRelation(string[] parameter) =>
        parameter.Length == 2
        && parameter[0].Trim().Equals("rel", StringComparison.OrdinalIgnoreCase)
        && parameter[1].Split([' ', '"', ','], StringSplitOptions.RemoveEmptyEntries).Contains("next", StringComparer.OrdinalIgnoreCase);
}
