using System.Diagnostics;
using System.Text;

namespace OciArtifacts.TestKit;

/// <summary>Reads one stream of a process while it runs, so that the process never waits for a full pipe.</summary>
internal sealed class OutputCollector
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    internal OutputCollector(StreamReader reader) => Ended = Task.Run(() => ReadAsync(reader));

    internal Task Ended { get; }

    internal string Text
    {
        get
        {
            lock (_lock) { return _text.ToString(); }
        }
    }

    internal static (OutputCollector Output, OutputCollector Error) Of(Process process) =>
        (new OutputCollector(process.StandardOutput), new OutputCollector(process.StandardError));

    private async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[4096];
        try
        {
            while (await reader.ReadAsync(buffer) is var read and > 0)
            {
                lock (_lock) { _text.Append(buffer, 0, read); }
            }
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process was disposed while one of its own child processes still held the pipe.
        }
    }
}
