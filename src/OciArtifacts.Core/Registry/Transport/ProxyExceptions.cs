using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// The hosts in <c>NO_PROXY</c>, in the forms of curl and Go (golang.org/x/net/http/httpproxy): domains with their
/// subdomains, addresses and networks, each with or without a port, and <c>*</c> for all.
/// </summary>
internal sealed class ProxyExceptions
{
    private readonly List<Func<Target, bool>> _entries = [];

    internal ProxyExceptions(string text)
    {
        char[] separators = [',', ' ', '\t', '\r', '\n'];
        foreach (var entry in text.Split(separators, StringSplitOptions.RemoveEmptyEntries)) _entries.Add(Read(entry));
    }

    /// <summary>Whether requests to the address use no proxy.</summary>
    internal bool Contain(Uri destination)
    {
        if (_entries.Count == 0) return false;
        var target = new Target(WithoutDot(destination.IdnHost), AddressIn(destination.IdnHost), destination.Port);
        return _entries.Exists(entry => entry(target));
    }

    private static Func<Target, bool> Read(string entry)
    {
        if (entry == "*") return static _ => true;
        if (NetworkIn(entry) is var (network, length)) return target => target.Address is { } address && IsIn(address, network, length);
        var (host, port) = Split(entry);
        if (AddressIn(host) is { } single) return target => single.Equals(target.Address) && (port is null || port == target.Port);
        var name = WithoutDot(host);

        // For curl and .NET ".example.com" includes the domain itself. "*." means only its subdomains.
        var isBelowOnly = name.StartsWith("*.", StringComparison.Ordinal);
        var domain = name.TrimStart('*').TrimStart('.');
        return target => domain.Length > 0 && (port is null || port == target.Port) && IsOf(target, domain, isBelowOnly);
    }

    private static bool IsOf(Target target, string domain, bool isBelowOnly) =>
        target.Address is null
        && ((!isBelowOnly && target.Host.Equals(domain, StringComparison.OrdinalIgnoreCase))
            || target.Host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase));

    private static (string Host, int? Port) Split(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var isPort = colon >= 0 && (colon == entry.IndexOf(':', StringComparison.Ordinal) || (colon > 0 && entry[colon - 1] == ']'))
            && int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isPort ? (entry[..colon], int.Parse(entry.AsSpan(colon + 1), CultureInfo.InvariantCulture)) : (entry, null);
    }

    private static (IPAddress Network, int Length)? NetworkIn(string entry)
    {
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || AddressIn(entry[..slash]) is not { } network) return null;
        var bits = network.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var isNumber = int.TryParse(entry.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length);
        return isNumber && length <= bits ? (network, length) : null;
    }

    // Any address of a network may stand for it, which IPNetwork does not accept.
    private static bool IsIn(IPAddress address, IPAddress network, int length)
    {
        var (one, other) = (address.GetAddressBytes(), network.GetAddressBytes());
        if (one.Length != other.Length) return false;
        for (var bit = 0; bit < length; bit++)
        {
            if (((one[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) != 0) return false;
        }

        return true;
    }

    // .NET would read a plain number or "10.1" as an address. IPv4 addresses that are written as IPv6 become IPv4.
    private static IPAddress? AddressIn(string host)
    {
        var text = host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host;
        if (!IPAddress.TryParse(text, out var address)) return null;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3 ? address : null;
    }

    private static string WithoutDot(string host) => host.EndsWith('.') ? host[..^1] : host;

    private readonly record struct Target(string Host, IPAddress? Address, int Port);
}
