namespace OciArtifacts.Core.Registry;

/// <summary>
/// Works with addresses that a registry gives. Their path and query are kept byte for byte, because the registry may
/// have signed them (distribution-spec 1.1.1, "Pushing blobs": critical query parameters).
/// </summary>
internal static class RegistryAddress
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>
    /// Resolves a location against the address of the request (RFC 3986, section 5.2), or returns
    /// <see langword="null"/> if it is not an address. Characters that an address cannot have are refused: sent as they
    /// are, they could end the request line.
    /// </summary>
    internal static Uri? Resolve(Uri asked, string location)
    {
        if (location.Any(c => c is <= ' ' or > '~')) return null;
        var fragment = location.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0) location = location[..fragment];
        return Absolute(asked, location) is { } text && Uri.TryCreate(text, AsWritten, out var address) ? Repaired(asked, address) : null;
    }

    /// <summary>Whether both addresses have the same scheme, host and port.</summary>
    internal static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.IdnHost == other.IdnHost && one.Port == other.Port;

    /// <summary>The address with one more query parameter.</summary>
    internal static Uri With(Uri address, string name, string value)
    {
        var text = address.OriginalString;
        return new Uri($"{text}{(text.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={value}", AsWritten);
    }

    /// <summary>
    /// The scheme, host and port of the address. They may be shown for any address.
    /// <see cref="Transport.RequestFacts.Shown"/> shows more.
    /// </summary>
    internal static string Server(Uri address) => $"{address.Scheme}://{address.Authority}";

    // Some proxies drop the port or the scheme of the registry behind them. For the same host without a port, those of
    // the request are used.
    private static Uri Repaired(Uri asked, Uri address)
    {
        var isDowngrade = asked.Scheme == Uri.UriSchemeHttps && address.Scheme == Uri.UriSchemeHttp;
        var isLoss = isDowngrade || (asked.Scheme == address.Scheme && asked.Port != address.Port);
        if (!isLoss || !address.IsDefaultPort || address.IdnHost != asked.IdnHost) return address;
        var rest = address.OriginalString.IndexOf('/', address.OriginalString.IndexOf("://", StringComparison.Ordinal) + 3);
        return new Uri(Server(asked) + address.OriginalString[rest..], AsWritten);
    }

    private static string? Absolute(Uri asked, string location)
    {
        if (location.StartsWith("//", StringComparison.Ordinal)) return WithPath($"{asked.Scheme}:{location}");
        if (HasScheme(location)) return WithPath(location);
        if (location.StartsWith('/')) return Server(asked) + location;

        var query = location.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? location : location[..query];
        if (path.Length == 0) return Server(asked) + asked.AbsolutePath + location;

        // A text that looks like a relative path may be an address of another kind ("mailto:me", "x:1").
        var isPath = Uri.TryCreate(new Uri(Server(asked) + asked.AbsolutePath), path, out var resolved) && IsSameOrigin(asked, resolved);
        return isPath ? Server(asked) + resolved!.AbsolutePath + location[path.Length..] : null;
    }

    private static bool HasScheme(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        return end > 0 && char.IsAsciiLetter(text[0]) && text[..end].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');
    }

    // The path of an address without a path is "/".
    private static string WithPath(string text)
    {
        var authority = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.AsSpan(authority).IndexOfAny('/', '?');
        if (end >= 0 && text[authority + end] == '/') return text;
        return end < 0 ? text + "/" : text.Insert(authority + end, "/");
    }
}
