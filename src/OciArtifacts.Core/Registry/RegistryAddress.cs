namespace OciArtifacts.Core.Registry;

/// <summary>
/// Addresses that a registry gives. Their path and query are the registry's, byte for byte: it may have signed them, and another way to
/// write the same is another text (distribution-spec 1.1.1, "Pushing blobs": critical query parameters).
/// </summary>
internal static class RegistryAddress
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The address that the text names to who asked that address, or <see langword="null"/> where it names none.</summary>
    internal static Uri? Resolve(Uri asked, string location)
    {
        var query = location.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? location : location[..query];
        var text = path switch
        {
            _ when path.Contains("://", StringComparison.Ordinal) => location,
            _ when path.StartsWith("//", StringComparison.Ordinal) => $"{asked.Scheme}:{location}",
            _ when path.StartsWith('/') => Server(asked) + location,
            _ => $"{Server(asked)}{asked.AbsolutePath[..(asked.AbsolutePath.LastIndexOf('/') + 1)]}{location}",
        };
        return Uri.TryCreate(text, AsWritten, out var address) ? address : null;
    }

    /// <summary>The address with a parameter more behind its query.</summary>
    internal static Uri With(Uri address, string name, string value)
    {
        var text = address.OriginalString;
        return new Uri($"{text}{(text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}", AsWritten);
    }

    /// <summary>Scheme, host and port; no user, and nothing behind.</summary>
    internal static string Server(Uri address) => $"{address.Scheme}://{address.Authority}";

    /// <summary>The address as it may be shown: without user and query, which can be secrets.</summary>
    internal static string Shown(Uri address) => Server(address) + address.AbsolutePath;
}
