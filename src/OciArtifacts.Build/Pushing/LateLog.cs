namespace OciArtifacts.Build.Pushing;

/// <summary>Keeps what a push has to tell until there is a task that tells it: what was begun while something else runs has no log of its own.</summary>
internal sealed class LateLog
{
    private readonly Lock _telling = new();
    private readonly Queue<Action<PushLog>> _kept = new();
    private PushLog? _log;

    internal void Tell(Action<PushLog> what)
    {
        lock (_telling)
        {
            if (_log is null) _kept.Enqueue(what);
            else what(_log);
        }
    }

    /// <summary>Tells what was kept, in its order, and all that comes.</summary>
    internal void TellTo(PushLog log)
    {
        lock (_telling)
        {
            _log = log;
            while (_kept.TryDequeue(out var what)) what(log);
        }
    }
}
