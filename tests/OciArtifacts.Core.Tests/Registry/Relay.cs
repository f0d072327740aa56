using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>
/// Forwards connections to a registry. It has another address of this machine, or answers plain HTTP with 400, as most
/// TLS servers do.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    private const byte TlsHandshake = 0x16;

    private static ReadOnlySpan<byte> Refusal => "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8;

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly bool _refusesPlainHttp;
    private readonly Task _serving;

    private Relay(string registry, IPAddress address, bool refusesPlainHttp)
    {
        _port = new Uri($"https://{registry}").Port;
        _refusesPlainHttp = refusesPlainHttp;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The address and port of the relay.</summary>
    internal string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>A relay on an address that is not loopback, if this machine has one.</summary>
    internal static Relay OutsideOfLoopback(string registry)
    {
        var address = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (address is null) Assert.Inconclusive("This machine has no address beside that of itself.");
        return new Relay(registry, address, refusesPlainHttp: false);
    }

    internal static Relay ThatRefusesPlainHttp(string registry) => new(registry, IPAddress.Loopback, refusesPlainHttp: true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var disposal = client;
        try
        {
            var stream = client.GetStream();
            var first = new byte[4096];
            var read = await stream.ReadAsync(first, _stop.Token);
            if (read == 0) return;
            if (first[0] == TlsHandshake || !_refusesPlainHttp) await PassOnAsync(stream, first.AsMemory(0, read));
            else await stream.WriteAsync(Refusal.ToArray(), _stop.Token);
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException or SocketException)
        {
            // One of the two sides has closed its connection.
        }
    }

    private async Task PassOnAsync(NetworkStream client, ReadOnlyMemory<byte> first)
    {
        using var registry = new TcpClient();
        await registry.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
        var stream = registry.GetStream();
        await stream.WriteAsync(first, _stop.Token);
        await Task.WhenAny(client.CopyToAsync(stream, _stop.Token), stream.CopyToAsync(client, _stop.Token));
    }
}
