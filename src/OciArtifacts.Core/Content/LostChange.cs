namespace OciArtifacts.Core.Content;

/// <summary>
/// The timing of a change of a list that several clients change. Nearly no registry has a conditional request: a client that read the
/// list before the change of another client overwrites that change. So each client writes soon after it has read, and checks after
/// a wait that its change is still there. The wait is longer than the time that a client needs from its reading to its writing.
/// </summary>
internal sealed class LostChange(TimeProvider time)
{
    // Readings in a row that came too late: the machine has more work than it can do, and no reading will be in time.
    private const int MostLate = 5;

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan _slowest;
    private long _started;
    private long _read;
    private int _late;

    /// <summary>Starts a try, before the list is read.</summary>
    internal void Start() => _started = time.GetTimestamp();

    /// <summary>Says that the list has been read.</summary>
    internal void HasRead() => _read = time.GetTimestamp();

    /// <summary>
    /// Whether the list has to be read again, because too much time has passed since: the process did not run in between, or its code
    /// was compiled for the first time.
    /// </summary>
    internal bool IsLate() => time.GetElapsedTime(_read) > Fresh && _late++ < MostLate;

    /// <summary>
    /// Waits until a client that read the list before this change has written it. A client is not slower than the slowest try of this
    /// one, by a factor. Clients that lost their changes at the same time do not end the wait at the same time.
    /// </summary>
    internal Task WaitAsync(CancellationToken cancellation)
    {
        _late = 0;
        _slowest = TimeSpan.FromTicks(Math.Max(_slowest.Ticks, time.GetElapsedTime(_started).Ticks));
        var wait = Math.Clamp(_slowest.Ticks * 4, Shortest.Ticks, Longest.Ticks);
        return Task.Delay(TimeSpan.FromTicks(wait + Random.Shared.NextInt64(wait / 2)), time, cancellation);
    }
}
