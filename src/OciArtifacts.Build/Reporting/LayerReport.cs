namespace OciArtifacts.Build.Reporting;

/// <summary>One layer of the report.</summary>
internal sealed record LayerReport(string Name, string MediaType, string Digest, long Size, int Files)
{
    /// <summary>Whether the layer was taken from an earlier run.</summary>
    public bool Cached { get; init; }

    /// <summary><c>uploaded</c>, <c>mounted</c>, <c>present</c> or <c>none</c>.</summary>
    public string Transfer { get; init; } = "none";
}
