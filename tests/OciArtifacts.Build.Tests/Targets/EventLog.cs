using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Tests.Targets;

/// <summary>Keeps the errors, warnings and messages of a build.</summary>
internal sealed class EventLog : ILogger
{
    private readonly List<string> _lines = [];

    internal List<string> Targets { get; } = [];

    internal List<BuildErrorEventArgs> Errors { get; } = [];

    internal string All => string.Join('\n', _lines);

    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Normal;

    public string? Parameters { get; set; }

    public void Initialize(IEventSource eventSource)
    {
        eventSource.TargetStarted += (_, e) => Targets.Add(e.TargetName);
        eventSource.MessageRaised += (_, e) => _lines.Add(e.Message ?? "");
        eventSource.WarningRaised += (_, e) => _lines.Add($"warning {e.Code}: {e.Message}");
        eventSource.ErrorRaised += (_, e) =>
        {
            Errors.Add(e);
            _lines.Add($"error {e.Code}: {e.Message}");
        };
    }

    public void Shutdown()
    {
    }
}
