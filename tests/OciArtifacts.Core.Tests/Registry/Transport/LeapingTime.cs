using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A clock that moves only in pauses, and ends each pause at once.</summary>
internal sealed class LeapingTime : FakeTimeProvider
{
    /// <summary>The pauses, in order.</summary>
    internal ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    /// <summary>Runs instead of the end of a pause. Then the pause never ends.</summary>
    internal Action? InPause { get; init; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Pauses.Enqueue(dueTime);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            if (InPause is null) Advance(dueTime);
            else InPause();
        });
        return timer;
    }
}
