namespace OciArtifacts.Core.Packing;

/// <summary>Selects the manifests of an artifact that get a referrer.</summary>
public sealed record ReferrerSelector
{
    private ReferrerSelector(bool takesRoot, bool takesEntries, string? referrerType)
    {
        TakesRoot = takesRoot;
        TakesEntries = takesEntries;
        ReferrerType = referrerType;
    }

    /// <summary>The root: the manifest, or the index.</summary>
    public static ReferrerSelector Root { get; } = new(takesRoot: true, takesEntries: false, referrerType: null);

    /// <summary>Each entry of an index; the root if the artifact is one manifest.</summary>
    public static ReferrerSelector Entries { get; } = new(takesRoot: false, takesEntries: true, referrerType: null);

    /// <summary>The root and each entry of an index.</summary>
    public static ReferrerSelector All { get; } = new(takesRoot: true, takesEntries: true, referrerType: null);

    internal bool TakesRoot { get; }

    internal bool TakesEntries { get; }

    internal string? ReferrerType { get; }

    /// <summary>The referrers of this artifact type that earlier promises made, for example to sign each SBOM.</summary>
    public static ReferrerSelector ReferrersOf(string artifactType) => new(takesRoot: false, takesEntries: false, artifactType);

    /// <summary>The selector as text, for logs.</summary>
    public override string ToString() => this switch
    {
        { ReferrerType: { } type } => $"referrers of {type}",
        { TakesRoot: true, TakesEntries: true } => "all",
        { TakesEntries: true } => "entries",
        _ => "root",
    };
}
