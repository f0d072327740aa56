using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A clock on which nothing takes time but pauses, and those are over at once.</summary>
internal sealed class LeapingTime : FakeTimeProvider
{
    /// <summary>What was paused for, in order.</summary>
    internal ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    /// <summary>Runs in place of the end of a pause, which then has none.</summary>
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
