namespace OciArtifacts.Build.Planning;

/// <summary>A static web asset that the SDK published.</summary>
/// <param name="Path">The path in the item, which is also the identity of the asset.</param>
internal sealed record WebAsset(string Path)
{
    /// <summary>The path in the publish folder, with <c>/</c>.</summary>
    internal string TargetPath { get; init; } = "";

    /// <summary><c>Package</c>, <c>Project</c> or another kind of source.</summary>
    internal string SourceType { get; init; } = "";

    /// <summary>The id of the package, or the name of the project.</summary>
    internal string SourceId { get; init; } = "";

    /// <summary><c>Primary</c>, <c>Related</c>, or <c>Alternative</c> for a compressed form.</summary>
    internal string Role { get; init; } = "";

    /// <summary>For an alternative, the identity of the uncompressed asset.</summary>
    internal string RelatedAsset { get; init; } = "";

    /// <summary>The kind of its trait, such as <c>WasmResource</c> or <c>Culture</c>.</summary>
    internal string TraitName { get; init; } = "";

    /// <summary>The value of its trait.</summary>
    internal string TraitValue { get; init; } = "";

    /// <summary>The path below its base, with a placeholder for a fingerprint.</summary>
    internal string RelativePath { get; init; } = "";

    /// <summary>The file from which the asset was made.</summary>
    internal string OriginalPath { get; init; } = "";
}
