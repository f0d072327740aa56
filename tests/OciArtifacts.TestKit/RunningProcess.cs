using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OciArtifacts.TestKit;

/// <summary>A server that runs during a test.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly ProcessCommand _command;
    private readonly Process _process;
    private readonly OutputCollector _output;
    private readonly OutputCollector _error;

    private RunningProcess(ProcessCommand command)
    {
        _command = command;
        _process = command.Start();
        (_output, _error) = OutputCollector.Of(_process);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The output so far.</summary>
    public string All => _output.Text + _error.Text;

    /// <summary>
    /// Returns when <paramref name="ready"/> is true. Throws with the output of the process when it ends before that,
    /// or is not ready within the timeout of the command, which also ends the process.
    /// </summary>
    public static async Task<RunningProcess> StartAsync(
        ProcessCommand command, Func<CancellationToken, Task<bool>> ready, CancellationToken cancellation)
    {
        var running = new RunningProcess(command);
        try
        {
            await running.WaitAsync(ready, cancellation);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ready when a server listens on the port of this machine.</summary>
    public static Func<CancellationToken, Task<bool>> PortAnswers(int port) => async cancellation =>
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    };

    /// <summary>A port that was free a moment ago. Another process may take it before the caller does.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Kills the process by its id, and all its child processes.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited) ProcessRunner.Kill(_process);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WaitAsync(Func<CancellationToken, Task<bool>> ready, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_command.Timeout);
        try
        {
            while (!await ready(limit.Token))
            {
                if (HasExited) throw new InvalidOperationException($"{_command} ended with exit code {_process.ExitCode}: {All}");
                await Task.Delay(Pause, limit.Token);
            }
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{_command} was not ready within {_command.Timeout}: {All}", late);
        }
    }
}
