namespace OciArtifacts.Core.Content;

/// <summary>How a graph is copied.</summary>
public sealed record ContentCopyOptions
{
    /// <summary>
    /// How many contents travel at a time, at least 1. The default is 8. With 1 they travel in the order of the graph, which makes an
    /// archive the same each time.
    /// </summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Is told of each content when it is done, in whatever thread that happens. The default tells nobody.</summary>
    public Action<CopyEvent> Report { get; init; } = static _ => { };
}
