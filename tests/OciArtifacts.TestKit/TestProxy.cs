using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OciArtifacts.TestKit;

/// <summary>
/// A proxy on this machine that leads to one server, whatever name it is asked for: by CONNECT, or by a request with a
/// whole address.
/// </summary>
public sealed class TestProxy : IAsyncDisposable
{
    private const string Refusal =
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n";
    private const string Consent = "HTTP/1.1 200 OK\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly string? _wanted;
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    /// <param name="server">The server, as <c>host:port</c>, on this machine.</param>
    /// <param name="user">
    /// The user that the proxy demands, as <c>user:password</c>; <see langword="null"/> demands no user.
    /// </param>
    public TestProxy(string server, string? user = null)
    {
        _server = new Uri($"http://{server}").Port;
        _wanted = user is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}\r\n";
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Host and port.</summary>
    public string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>Method and target of the first request of each connection that was let through.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <inheritdoc/>
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
            var stream = near.GetStream();
            var header = await HeaderAsync(stream);
            while (_wanted is not null && !header.Contains(_wanted, StringComparison.OrdinalIgnoreCase))
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Refusal), _stop.Token);
                header = await HeaderAsync(stream);
            }

            Asked.Enqueue(string.Join(' ', header.Split(' ')[..2]));
            await far.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            var isTunnel = header.StartsWith("CONNECT ", StringComparison.Ordinal);
            await (isTunnel ? stream : far.GetStream()).WriteAsync(Encoding.Latin1.GetBytes(isTunnel ? Consent : header), _stop.Token);
            await await Task.WhenAny(stream.CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(stream, _stop.Token));
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException or SocketException)
        {
            // The client or the server has closed its connection.
        }
    }

    private async Task<string> HeaderAsync(NetworkStream stream)
    {
        var header = new StringBuilder();
        var one = new byte[1];
        while (!(header.Length > 3 && header.ToString(header.Length - 4, 4) == "\r\n\r\n"))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            header.Append((char)one[0]);
        }

        return header.ToString();
    }
}
