using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Measures the transfers of a copy, and reports the progress of long ones.</summary>
internal sealed class CopyWatch : IDisposable
{
    private readonly ConcurrentDictionary<Digest, (Descriptor Content, long Since)> _underWay = new();
    private readonly WatchedSource _from;
    private readonly ContentCopyOptions _options;
    private readonly ITimer? _timer;
    private readonly Lock _reporting = new();
    private bool _isOver;

    internal CopyWatch(WatchedSource from, ContentCopyOptions options)
    {
        _from = from;
        _options = options;
        if (options.Progress is null) return;
        var interval = options.ProgressInterval;
        _timer = options.Time.CreateTimer(static watch => ((CopyWatch)watch!).ReportProgress(), this, interval, interval);
    }

    // When this returns, the callback is not called any more: the caller may have disposed what the callback uses.
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_reporting) _isOver = true;
    }

    internal void Start(Descriptor content) => _underWay[content.Digest] = (content, _options.Time.GetTimestamp());

    internal CopyEvent Done(Descriptor content, CopyOutcome outcome)
    {
        var elapsed = _underWay.TryRemove(content.Digest, out var entry) ? _options.Time.GetElapsedTime(entry.Since) : TimeSpan.Zero;
        return new CopyEvent(content, outcome, elapsed);
    }

    private void ReportProgress()
    {
        lock (_reporting)
        {
            foreach (var (content, since) in _isOver ? [] : _underWay.Values)
            {
                var elapsed = _options.Time.GetElapsedTime(since);
                if (elapsed < _options.ProgressInterval || _from.BytesRead(content.Digest) is not { } bytes) continue;
                _options.Progress!(new CopyProgress(content, bytes, elapsed));
            }
        }
    }
}
