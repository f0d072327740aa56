using System.Net;
using System.Net.Sockets;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry;

/// <summary>Knows which hosts are in this machine or its network, where nobody outside has to lead a client.</summary>
internal sealed class PrivateNetworks(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    // RFC 6890: this network, private use, shared space, loopback, link-local; the same of IPv6, and its unique local addresses.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>A guard that asks the system for the addresses of a name.</summary>
    internal PrivateNetworks()
        : this(Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>
    /// Whether the host is such an address, or a name of which one address is; a name that nobody knows is none. The connection asks for the
    /// name again, and may be told another address.
    /// </summary>
    internal async Task<bool> ContainAsync(string host, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out var address)) return IsPrivate(address);
        if (RegistryHost.IsLoopback(host.EndsWith('.') ? host[..^1] : host)) return true;
        try
        {
            return (await resolve(host, cancellation).ConfigureAwait(false)).Any(IsPrivate);
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            return false;
        }
    }

    // An IPv4 address that is written as IPv6 (::ffff:10.0.0.1) is in the networks of IPv4 too.
    private static bool IsPrivate(IPAddress address) => Private.Any(network => network.Contains(address));
}
