namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>Makes an address that may be published of one that a build has. Such addresses can contain tokens.</summary>
internal static class SourceAddress
{
    /// <summary>The address of a server without user, password, query and fragment.</summary>
    /// <returns><see langword="null"/> if the text is no address of a server.</returns>
    internal static string? OfServer(string? text)
    {
        var isAddress = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0;
        return isAddress ? Clean(uri!) : null;
    }

    /// <summary>
    /// The address of a source repository without user, password, query and fragment. The form <c>git@host:path</c> becomes
    /// <c>ssh://host/path</c>.
    /// </summary>
    /// <returns><see langword="null"/> if the text is no address of a server, such as a path of this machine.</returns>
    internal static string? OfRepository(string? text)
    {
        if (OfServer(text) is { } address) return address;
        if (text is null || text.Contains('\\', StringComparison.Ordinal)) return null;
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "ssh" or "git" && uri.Host.Length > 0
                ? Clean(uri)
                : null;
        }

        var parts = text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..].Split(':');
        return text.Contains('@', StringComparison.Ordinal) && parts is [{ Length: > 0 } host, { Length: > 0 } path]
            ? OfRepository($"ssh://{host}/{path.TrimStart('/')}")
            : null;
    }

    private static string Clean(Uri uri) =>
        uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
