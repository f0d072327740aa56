using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>
/// A server on this machine that asks each client for a certificate and accepts any or none. It sends an empty answer
/// or a redirect.
/// </summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SslStreamCertificateContext _certificate;
    private readonly string _answer;
    private readonly Task _serving;

    internal TlsServer(X509Certificate2 certificate, Uri? location = null, X509Certificate2? between = null)
    {
        _certificate = SslStreamCertificateContext.Create(certificate, between is null ? [] : [between], offline: true);
        _answer = location is null ? "HTTP/1.1 200 OK\r\n" : $"HTTP/1.1 307 Temporary Redirect\r\nLocation: {location}\r\n";
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>
    /// The certificates of the clients whose requests were answered, by thumbprint; <see langword="null"/> for none.
    /// </summary>
    internal ConcurrentQueue<string?> Shown { get; } = new();

    internal string Registry => $"localhost:{Port}";

    internal Uri Address => new($"https://{Registry}/");

    /// <summary>The address of the server with another name.</summary>
    internal Uri OtherAddress => new($"https://127.0.0.1:{Port}/");

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = _certificate,
                    ClientCertificateRequired = true,
                    // No authority signed the certificates of the test clients, and they have no name.
                    RemoteCertificateValidationCallback = (_, _, _, errors) => errors != SslPolicyErrors.RemoteCertificateNameMismatch,
                },
                _stop.Token);
            using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, leaveOpen: true);
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
            {
                // The body does not matter.
            }

            Shown.Enqueue((stream.RemoteCertificate as X509Certificate2)?.Thumbprint);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(_answer + "Content-Length: 0\r\nConnection: close\r\n\r\n"), _stop.Token);
            await stream.ShutdownAsync();
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException or AuthenticationException)
        {
            // The client does not trust this server, or has closed the connection.
        }
    }
}
