namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A clock that runs faster than the real one by the factor.</summary>
internal sealed class QuickTime(int factor) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();

    public override long GetTimestamp() => System.GetTimestamp() * factor;

    public override DateTimeOffset GetUtcNow() => _start + ((System.GetUtcNow() - _start) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(
            callback, state, dueTime > TimeSpan.Zero ? dueTime / factor : dueTime, period > TimeSpan.Zero ? period / factor : period);
}
