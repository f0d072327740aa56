namespace OciArtifacts.Core.Content;

/// <summary>The options of a <see cref="ContentCopy"/>.</summary>
public sealed record ContentCopyOptions
{
    /// <summary>
    /// The number of contents that are copied at the same time, at least 1. The default is 8. With 1 the contents are copied in the
    /// order of the graph, so that a written archive is reproducible.
    /// </summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>What the copy does with a tag that names another digest. The default is <see cref="TagPolicy.Override"/>.</summary>
    public TagPolicy TagPolicy { get; init; }

    /// <summary>Called for each finished content, from any thread. The default does nothing.</summary>
    public Action<CopyEvent> Report { get; init; } = static _ => { };

    /// <summary>
    /// Called every <see cref="ProgressInterval"/>, from any thread, for each content whose transfer has taken at least that long.
    /// The default is <see langword="null"/>: no call.
    /// </summary>
    public Action<CopyProgress>? Progress { get; init; }

    /// <summary>The time between two progress reports. The default is 10 seconds.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. The default is the clock of the system.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether the destination has the referrers too if a tag names the root or, without tags, if the root is there. The copy then
    /// does not ask for them. Set it if an earlier run has copied the same artifact to the same destination. The default is no.
    /// </summary>
    internal bool AreReferrersKnown { get; init; }
}
