using System.Globalization;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// One gate a server, for all who speak to it: after it asked for fewer requests (429), all of them make a pause, and go on at a rate that is cut with each further 429 and
/// grows slowly without one. As long as none came, nothing waits here.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private const double Slower = 0.7, LowestRate = 0.2, UnpacedRate = 100, FirstRate = 20;

    // A server that refuses a few requests now and then is overloaded rather than exact about a rate: to crawl does not help it.
    private const double MostlyAccepted = 0.75, DecayFactor = 0.9;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10), NoticeableWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time = time;
    private volatile bool _isPaced;
    private double _rate, _accepted = 5, _refused;
    private long _cut, _grown;
    private int _generation, _cutsInRow;
    private DateTimeOffset _next, _open;

    /// <summary>Waits for its turn.</summary>
    internal async ValueTask WaitAsync(CancellationToken cancellation)
    {
        while (_isPaced && Reserve() is var (wait, generation) && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
            lock (_lock)
            {
                // What was reserved before a pause is not valid behind it.
                if (generation == _generation) break;
            }
        }
    }

    /// <summary>The server has answered that there were too many requests.</summary>
    /// <param name="started">When the refused request began: those that were under way together count once.</param>
    /// <param name="asked">How long the server asks to wait, if it does. What is longer than anybody waits is no pause: who asked fails.</param>
    /// <param name="options">Those of the caller: projects and checks of one build share the gate, and wait for different times.</param>
    /// <param name="report">Is told once that all go on more slowly.</param>
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

            if (asked is not null || !IsMostlyAccepted) Close(now, asked ?? Pause(options.RetryDelay));
            if (isFirst) report("asks for fewer requests. All requests to it go on more slowly.");
        }
    }

    /// <summary>The server says that nothing is left until then.</summary>
    /// <param name="until">How long that is from now. What is longer than the caller waits at all is left to the refusal that will come.</param>
    /// <param name="options">Those of the caller.</param>
    /// <param name="report">Is told of each pause that can be noticed.</param>
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
            if (isNews) report(string.Create(CultureInfo.InvariantCulture, $"says that it takes no request for {until.TotalSeconds:0} s. All requests to it wait."));
        }
    }

    /// <summary>The server has answered a request as usual.</summary>
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

        // A turn that was reserved before lies in front of the gate now.
        _open = now + pause;
        _generation++;
    }

    private TimeSpan Pause(TimeSpan delay)
    {
        var pause = delay * Math.Pow(2, Math.Min(_cutsInRow, 10) - 1);
        return pause < LongestPause ? pause : LongestPause;
    }
}
