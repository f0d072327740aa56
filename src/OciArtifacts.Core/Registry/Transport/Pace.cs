using System.Globalization;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Limits the rate of requests to one server, for all callers together. After the server asks for fewer requests (429),
/// all callers pause. Then they continue at a rate that each further 429 lowers and that grows slowly without one.
/// Before the first 429 no caller waits.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private const double Slower = 0.7, LowestRate = 0.2, UnpacedRate = 100, FirstRate = 20;

    // A server that refuses only a few requests is overloaded and has no exact rate. A very low rate would not help it.
    private const double MostlyAccepted = 0.75, DecayFactor = 0.9;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10), NoticeableWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time = time;
    private volatile bool _isPaced;
    private double _rate, _accepted = 5, _refused;
    private long _cut, _grown;
    private int _generation, _cutsInRow;
    private DateTimeOffset _next, _open;

    /// <summary>Waits until the next request may be sent.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancellation)
    {
        while (_isPaced && Reserve() is var (wait, generation) && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
            lock (_lock)
            {
                // A pause makes earlier reservations invalid.
                if (generation == _generation) break;
            }
        }
    }

    /// <summary>Call this when the server answers 429.</summary>
    /// <param name="started">
    /// When the refused request began. Several refusals of parallel requests count as one.
    /// </param>
    /// <param name="asked">
    /// How long the server asks to wait, if it does. A wait that is longer than the retry time is ignored: the request
    /// fails.
    /// </param>
    /// <param name="options">The options of the caller. Callers with other waiting times share this object.</param>
    /// <param name="report">Gets one text when the rate is limited for the first time.</param>
    internal void SlowDown(long started, TimeSpan? asked, RegistryOptions options, Action<string> report)
    {
        if (asked > options.RetryTime) return;
        lock (_lock)
        {
            var isFirst = !_isPaced;
            (_accepted, _refused) = (_accepted * DecayFactor, (_refused * DecayFactor) + 1);
            var now = _time.GetUtcNow();
            if (isFirst || started > _cut)
            {
                if (isFirst) _rate = FirstRate;
                else if (!IsMostlyAccepted || _rate > FirstRate) _rate = Math.Max(LowestRate, _rate * Slower);
                _cut = _grown = _time.GetTimestamp();
                _cutsInRow++;
                _generation++;
                _next = now;
                _isPaced = true;
            }

            if (asked is not null || !IsMostlyAccepted) Close(now, asked ?? PauseAfterCuts(options.RetryDelay));
            if (isFirst) report("asks for fewer requests. All requests to it go on more slowly.");
        }
    }

    /// <summary>Call this when the server says that its rate limit is exhausted for some time.</summary>
    /// <param name="until">
    /// The remaining time. If it is longer than the retry time, it is ignored: the next request is refused then.
    /// </param>
    /// <param name="options">The options of the caller.</param>
    /// <param name="report">Gets a text for each pause that a user can notice.</param>
    internal void Pause(TimeSpan until, RegistryOptions options, Action<string> report)
    {
        if (until > options.RetryTime || until <= TimeSpan.Zero) return;
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (!_isPaced) (_rate, _grown, _next) = (FirstRate, _time.GetTimestamp(), now);
            _isPaced = true;
            var isNews = now + until > _open + NoticeableWait && until > NoticeableWait;
            Close(now, until);
            if (isNews)
            {
                report(string.Create(
                    CultureInfo.InvariantCulture, $"says that it takes no request for {until.TotalSeconds:0} s. All requests to it wait."));
            }
        }
    }

    /// <summary>Call this when the server answers a request as usual.</summary>
    internal void NoteSuccess()
    {
        if (!_isPaced) return;
        lock (_lock)
        {
            _cutsInRow = 0;
            (_accepted, _refused) = ((_accepted * DecayFactor) + 1, _refused * DecayFactor);
            var seconds = _time.GetElapsedTime(_grown).TotalSeconds;
            if (seconds < 1) return;
            _grown = _time.GetTimestamp();
            _rate += Math.Max(0.5, _rate / 10);
            if (_rate > UnpacedRate) _isPaced = false;
        }
    }

    private bool IsMostlyAccepted => _accepted >= MostlyAccepted * (_accepted + _refused);

    private (TimeSpan Wait, int Generation) Reserve()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var slot = _next > _open ? _next : _open;
            if (slot < now) slot = now;
            _next = slot + TimeSpan.FromSeconds(1 / _rate);
            return (slot - now, _generation);
        }
    }

    private void Close(DateTimeOffset now, TimeSpan pause)
    {
        if (now + pause <= _open) return;

        // A reservation for an earlier time is invalid now.
        _open = now + pause;
        _generation++;
    }

    private TimeSpan PauseAfterCuts(TimeSpan delay)
    {
        var pause = delay * Math.Pow(2, Math.Min(_cutsInRow, 10) - 1);
        return pause < LongestPause ? pause : LongestPause;
    }
}
