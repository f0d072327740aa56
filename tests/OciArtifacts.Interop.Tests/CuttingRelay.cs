using System.Net;
using System.Net.Sockets;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// A relay before a registry. It ends a limited number of connections, each after a number of bytes in one direction.
/// </summary>
internal sealed class CuttingRelay : IAsyncDisposable
{
    // A client that sends "Expect: 100-continue" also sends the body only after an answer.
    private static ReadOnlySpan<byte> Chunk => "PATCH "u8;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port;
    private readonly CutAt _at;
    private readonly long _after;
    private readonly Task _serving;
    private int _cutsLeft;
    private int _cuts;
    private long _sent;
    private long _received;

    internal CuttingRelay(Uri registry, CutAt at, long after, int cuts)
    {
        (_port, _at, _after, _cutsLeft) = (registry.Port, at, after, cuts);
        _listener.Start();
        _serving = ServeAsync();
    }

    internal string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>The number of connections that the relay has ended.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    /// <summary>The number of bytes to the registry.</summary>
    internal long Sent => Interlocked.Read(ref _sent);

    /// <summary>The number of bytes from the registry.</summary>
    internal long Received => Interlocked.Read(ref _received);

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
            while (true) connections.Add(PassOnAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
            var line = new Line();
            await await Task.WhenAny(
                SendAsync(near.GetStream(), far.GetStream(), line),
                ReceiveAsync(far.GetStream(), near.GetStream(), line));
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException or SocketException)
        {
            // The client or the registry has closed the connection.
        }
    }

    // Ends when the client closes the connection, or when the relay cuts it.
    private async Task SendAsync(NetworkStream client, NetworkStream registry, Line line)
    {
        var buffer = new byte[64 * 1024];
        for (long sent = 0; await client.ReadAsync(buffer, _stop.Token) is var read and > 0;)
        {
            if (_at == CutAt.NextBody && line.IsAnswered && sent >= _after && !buffer.AsSpan(0, read).StartsWith(Chunk) && Cut()) return;
            line.IsAnswered = false;
            await registry.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            Interlocked.Add(ref _sent, read);
            sent += read;
            if (_at == CutAt.Request && sent >= _after && Cut()) return;
        }
    }

    private async Task ReceiveAsync(NetworkStream registry, NetworkStream client, Line line)
    {
        var buffer = new byte[64 * 1024];
        for (long received = 0; await registry.ReadAsync(buffer, _stop.Token) is var read and > 0;)
        {
            line.IsAnswered = true;
            await client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            Interlocked.Add(ref _received, read);
            received += read;
            if (_at == CutAt.Answer && received >= _after && Cut()) return;
        }
    }

    private bool Cut()
    {
        if (Interlocked.Decrement(ref _cutsLeft) < 0) return false;
        Interlocked.Increment(ref _cuts);
        return true;
    }

    /// <summary>The state that both directions of a connection share.</summary>
    private sealed class Line
    {
        private volatile bool _isAnswered;

        /// <summary>Whether the last bytes came from the registry.</summary>
        internal bool IsAnswered
        {
            get => _isAnswered;
            set => _isAnswered = value;
        }
    }
}
