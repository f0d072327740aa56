namespace OciArtifacts.Core.Content;

/// <summary>
/// The wait between a change of a list that several clients change, and the check that the change is still there. Most registries
/// have no conditional request, so a client that read the list before the change overwrites it. That client needs about as long
/// from its reading to its writing as this one, so the check has to come later than that.
/// </summary>
internal static class LostChange
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <param name="took">The time that this client needed from its reading to the end of its writing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops the wait.</param>
    internal static Task WaitAsync(TimeSpan took, TimeProvider time, CancellationToken cancellation)
    {
        var wait = TimeSpan.FromTicks(Math.Clamp(took.Ticks * 4, Shortest.Ticks, Longest.Ticks));
        return Task.Delay(wait, time, cancellation);
    }
}
