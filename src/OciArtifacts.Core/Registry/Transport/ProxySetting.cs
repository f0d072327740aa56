using System.Net;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>A proxy that a variable names: <c>[scheme://][user[:password]@]host[:port][/]</c>, as curl and Go read it.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Address">Scheme, host and port; <see langword="null"/> where the variable names no proxy.</param>
/// <param name="User">Its user and password, if any.</param>
/// <param name="Trouble">What is wrong with the value. Nothing of it is quoted: it may hold a password.</param>
internal sealed record ProxySetting(string Variable, Uri? Address, NetworkCredential? User, string Trouble)
{
    /// <summary>Reads the value of the variable, which is not empty.</summary>
    internal static ProxySetting Read(string variable, string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? value : value[(scheme + 3)..];

        // A password may hold any character, written as it is: the last '@' ends it.
        var at = rest.LastIndexOf('@');
        var authority = rest[(at + 1)..].Split('/', '?', '#')[0];
        if (SchemeOf(scheme < 0 ? "http" : value[..scheme]) is not var (name, port))
        {
            return Wrong(variable, "its scheme is none of http, https, socks4, socks4a and socks5");
        }

        if (authority.Length == 0) return Wrong(variable, "it has no host");

        // A name that is complete ends with a dot.
        if (!RegistryHost.IsValid(authority.Replace(".:", ":", StringComparison.Ordinal).TrimEnd('.'))) return Wrong(variable, "what it has is no host:port");
        if (RegistryHost.PortOf(authority) is null) authority += FormattableString.Invariant($":{port}");
        return new ProxySetting(variable, new Uri($"{name}://{authority}"), at < 0 ? null : UserIn(rest[..at]), "");
    }

    private static ProxySetting Wrong(string variable, string trouble) => new(variable, null, null, trouble);

    // The names of the runtime, which lets every socks5 proxy and no socks4 proxy look up names, and the ports that the schemes have.
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
