using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OciArtifacts.Core.Model;

/// <summary>
/// The names of registries, <c>host[:port]</c>. The host is a DNS name, an IPv4 address or an IPv6 address in brackets.
/// A name has no scheme and no path.
/// </summary>
public static class RegistryHost
{
    private const int LongestHost = 253;

    /// <summary>Whether the text is the name of a registry.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (string.IsNullOrEmpty(text)) return false;
        var (host, port) = Split(text);
        return (port is null || IsPort(port))
            && (host.StartsWith('[') ? IsIPv6(host) : IsDnsName(host))
            && Uri.TryCreate($"https://{text}/", UriKind.Absolute, out _);
    }

    /// <summary>
    /// Whether the registry is on this machine: <c>localhost</c>, a subdomain of it, or a loopback address.
    /// </summary>
    public static bool IsLoopback(string text)
    {
        var host = Split(text).Host.Trim('[', ']');
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    internal static string HostOf(string text) => Split(text).Host;

    internal static string? PortOf(string text) => Split(text).Port;

    private static (string Host, string? Port) Split(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon < 0 || colon < text.IndexOf(']', StringComparison.Ordinal) ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static bool IsPort(string port) =>
        port.All(char.IsAsciiDigit) && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;

    private static bool IsIPv6(string host) =>
        host.EndsWith(']') && host.LastIndexOf('[') == 0
        && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsDnsName(string host)
    {
        if (host.Length is 0 or > LongestHost) return false;
        foreach (var part in host.AsSpan().Split('.'))
        {
            var label = host.AsSpan(part);
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
            }
        }

        return true;
    }
}
