using System.Net;
using System.Net.Sockets;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Tells which hosts are this machine or are in private networks. A public registry must not send its clients there.
/// </summary>
internal sealed class PrivateNetworks(Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    // RFC 6890: this network, private use, shared address space, loopback, link-local; the same for IPv6, and unique
    // local addresses.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
    ];

    /// <summary>Resolves names with the DNS of the system.</summary>
    internal PrivateNetworks()
        : this(Dns.GetHostAddressesAsync)
    {
    }

    /// <summary>
    /// Whether the host is a private address, or a name with a private address. An unknown name is not private. The
    /// connection resolves the name again and may get another address.
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

    // This includes IPv4 addresses that are written as IPv6 (::ffff:10.0.0.1).
    private static bool IsPrivate(IPAddress address) => Private.Any(network => network.Contains(address));
}
