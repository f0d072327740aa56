using System.Net;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// A proxy from a variable: <c>[scheme://][user[:password]@]host[:port][/]</c>, as curl and Go read it.
/// </summary>
/// <param name="Variable">The variable.</param>
/// <param name="Address">The scheme, host and port, or <see langword="null"/> if the value is invalid.</param>
/// <param name="User">The user and password, or <see langword="null"/>.</param>
/// <param name="Trouble">What is wrong with the value, without a quote of it: it may have a password.</param>
internal sealed record ProxySetting(string Variable, Uri? Address, NetworkCredential? User, string Trouble)
{
    /// <summary>Reads the value of the variable. It must not be empty.</summary>
    internal static ProxySetting Read(string variable, string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? value : value[(scheme + 3)..];

        // A password may have any character without an escape. It ends at the last '@'.
        var at = rest.LastIndexOf('@');
        var authority = rest[(at + 1)..].Split('/', '?', '#')[0];
        if (SchemeOf(scheme < 0 ? "http" : value[..scheme]) is not var (name, port))
        {
            return Wrong(variable, "its scheme is none of http, https, socks4, socks4a and socks5");
        }

        if (authority.Length == 0) return Wrong(variable, "it has no host");

        // A fully qualified name ends with a dot.
        if (!RegistryHost.IsValid(authority.Replace(".:", ":", StringComparison.Ordinal).TrimEnd('.')))
        {
            return Wrong(variable, "what it has is no host:port");
        }

        if (RegistryHost.PortOf(authority) is null) authority += FormattableString.Invariant($":{port}");
        return new ProxySetting(variable, new Uri($"{name}://{authority}"), at < 0 ? null : UserIn(rest[..at]), "");
    }

    private static ProxySetting Wrong(string variable, string trouble) => new(variable, null, null, trouble);

    // The scheme names of .NET and the default ports. In .NET each socks5 proxy resolves names itself, and no socks4
    // proxy does.
    private static (string Name, int Port)? SchemeOf(string scheme) => scheme.ToLowerInvariant() switch
    {
        "http" => ("http", 80),
        "https" => ("https", 443),
        "socks4" or "socks" => ("socks4", 1080),
        "socks4a" => ("socks4a", 1080),
        "socks5" or "socks5h" => ("socks5", 1080),
        _ => null,
    };

    private static NetworkCredential UserIn(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (user, password) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
    }
}
