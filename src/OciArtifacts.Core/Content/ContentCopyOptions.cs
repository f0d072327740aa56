namespace OciArtifacts.Core.Content;

/// <summary>How a graph is copied.</summary>
public sealed record ContentCopyOptions
{
    /// <summary>
    /// How many contents travel at a time, at least 1. The default is 8. With 1 they travel in the order of the graph, which makes an
    /// archive the same each time.
    /// </summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>What becomes of a tag that names something else already. The default is <see cref="TagPolicy.Override"/>.</summary>
    public TagPolicy TagPolicy { get; init; }

    /// <summary>
    /// Whether a tag that names the root says that what is attached is there too: then it is not asked for. So it is where the same was copied to the same
    /// place before. The default is no.
    /// </summary>
    public bool AreAttachedKnown { get; init; }

    /// <summary>Is told of each content when it is done, in whatever thread that happens. The default tells nobody.</summary>
    public Action<CopyEvent> Report { get; init; } = static _ => { };

    /// <summary>
    /// Is told every <see cref="ProgressInterval"/> of each content that has been on its way for that long, in whatever thread that happens. The
    /// default tells nobody.
    /// </summary>
    public Action<CopyProgress>? Progress { get; init; }

    /// <summary>How often to tell of progress. The default is 10 seconds.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
