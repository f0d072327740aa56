using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>
/// Sends one answer after the other, byte for byte. Each answer has its own connection, which ends without a reset: so
/// the client receives every byte, and the test knows where the answer breaks off.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ScriptedAnswer> _answers;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    internal ScriptedServer(params ScriptedAnswer[] answers)
    {
        _answers = new ConcurrentQueue<ScriptedAnswer>(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    internal string Host => _listener.LocalEndpoint.ToString()!;

    /// <summary>The Range header of each request, or an empty text.</summary>
    internal IReadOnlyList<string> Ranges => [.. _requests.Select(RangeOf)];

    /// <summary>Completes when a client closes a connection whose answer stalls.</summary>
    internal Task Left => _left.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private static string RangeOf(string request) =>
        request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Range: ", StringComparison.Ordinal))?["Range: ".Length..] ?? "";

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
        var stream = client.GetStream();
        try
        {
            var request = await ReadHeadAsync(stream);
            if (request.Length == 0 || !_answers.TryDequeue(out var answer)) return;
            _requests.Enqueue(request);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Head}\r\nConnection: close\r\n\r\n"), _stop.Token);
            await stream.WriteAsync(answer.Body, _stop.Token);
            if (!answer.Stalls) client.Client.Shutdown(SocketShutdown.Send);
            await AwaitEndAsync(stream);
            if (answer.Stalls) _left.TrySetResult();
        }
        catch (Exception closed) when (closed is IOException or OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task AwaitEndAsync(NetworkStream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024], _stop.Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset closes the connection too.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var bytes = new byte[4096];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
            && await stream.ReadAsync(bytes, _stop.Token) is var read and > 0)
        {
            head.Append(Encoding.ASCII.GetString(bytes, 0, read));
        }

        return head.ToString();
    }
}
