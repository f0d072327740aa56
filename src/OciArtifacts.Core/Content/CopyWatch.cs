using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Knows what is on its way and for how long, and tells of what takes long.</summary>
internal sealed class CopyWatch : IDisposable
{
    private readonly ConcurrentDictionary<Digest, (Descriptor Content, long Since)> _underWay = new();
    private readonly WatchedSource _from;
    private readonly ContentCopyOptions _options;
    private readonly ITimer? _timer;
    private readonly Lock _telling = new();
    private bool _isOver;

    internal CopyWatch(WatchedSource from, ContentCopyOptions options)
    {
        _from = from;
        _options = options;
        if (options.Progress is null) return;
        _timer = options.Time.CreateTimer(static watch => ((CopyWatch)watch!).Tell(), this, options.ProgressInterval, options.ProgressInterval);
    }

    // Nobody is told any more when this returns: who was to be told may be gone.
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_telling) _isOver = true;
    }

    internal void Start(Descriptor content) => _underWay[content.Digest] = (content, _options.Time.GetTimestamp());

    internal CopyEvent Done(Descriptor content, CopyOutcome outcome)
    {
        var elapsed = _underWay.TryRemove(content.Digest, out var entry) ? _options.Time.GetElapsedTime(entry.Since) : TimeSpan.Zero;
        return new CopyEvent(content, outcome, elapsed);
    }

    private void Tell()
    {
        lock (_telling)
        {
            foreach (var (content, since) in _isOver ? [] : _underWay.Values)
            {
                var elapsed = _options.Time.GetElapsedTime(since);
                if (elapsed >= _options.ProgressInterval && _from.BytesRead(content.Digest) is { } bytes) _options.Progress!(new CopyProgress(content, bytes, elapsed));
            }
        }
    }
}
