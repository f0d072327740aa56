namespace OciArtifacts.Core.Content;

/// <summary>How a graph is copied.</summary>
public sealed record ContentCopyOptions
{
    /// <summary>
    /// How many contents are copied at a time, at least 1. The default is 8. With 1 they are copied in the order of the graph, so that an
    /// archive is the same each time.
    /// </summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>What the copy does with a tag that names something else. The default is <see cref="TagPolicy.Override"/>.</summary>
    public TagPolicy TagPolicy { get; init; }

    /// <summary>Called for each content when the copy is done with it, from any thread. The default does nothing.</summary>
    public Action<CopyEvent> Report { get; init; } = static _ => { };

    /// <summary>
    /// Called every <see cref="ProgressInterval"/> for each content that has been on its way for that long, from any thread. The default is
    /// <see langword="null"/>: no call.
    /// </summary>
    public Action<CopyProgress>? Progress { get; init; }

    /// <summary>How often to report progress. The default is 10 seconds.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether a tag that names the root proves that the referrers are there too, so that the copy does not ask for them. This is so where the
    /// same artifact was copied to the same place before. The default is no.
    /// </summary>
    internal bool AreReferrersKnown { get; init; }
}
