namespace OciArtifacts.Build.Reporting;

/// <summary>One artifact of the report.</summary>
internal sealed record ArtifactReport
{
    public string? Registry { get; init; }

    public required string Repository { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public required string Digest { get; init; }

    public required string MediaType { get; init; }

    public required string ArtifactType { get; init; }

    /// <summary>The size of the manifest in bytes.</summary>
    public required long Size { get; init; }

    public string? Platform { get; init; }

    public bool Pushed { get; init; }

    public required IReadOnlyList<LayerReport> Layers { get; init; }

    public IReadOnlyList<ReferrerReport> Referrers { get; init; } = [];

    /// <summary>How many bytes of files were read and hashed.</summary>
    public long BytesHashed { get; init; }

    /// <summary>How many bytes of content went to the registry.</summary>
    public long BytesUploaded { get; init; }

    /// <summary>How many requests the push took.</summary>
    public long Requests { get; init; }

    /// <summary>What a run reports that finds all of this unchanged.</summary>
    internal ArtifactReport Unchanged() => this with { Layers = [.. Layers.Select(layer => layer with { Cached = true })], BytesHashed = 0, BytesUploaded = 0 };
}
