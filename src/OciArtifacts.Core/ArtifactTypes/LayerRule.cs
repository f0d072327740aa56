namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>One kind of layer that an artifact type has.</summary>
/// <param name="Name">Its name in the project and in reports.</param>
/// <param name="MediaTypes">The media types that it may have; the first is written.</param>
public sealed record LayerRule(string Name, IReadOnlyList<string> MediaTypes)
{
    /// <summary>The <c>artifactType</c> of its descriptor. The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>How many there are at least. The default is none.</summary>
    public int Min { get; init; }

    /// <summary>How many there are at most. The default is any number.</summary>
    public int? Max { get; init; }

    /// <summary>How its bytes are written. The default is that any are allowed.</summary>
    public ContentFormat Format { get; init; }

    /// <summary>The files that become such a layer, patterns of file names. The default is none but those that the project puts there.</summary>
    public IReadOnlyList<string> Files { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The folder in the archive that all files are in, a template. <c>.</c> begins their paths with <c>./</c>, as tar writes a folder. The
    /// default is none.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>A file in the folder that says what of it stays out, with patterns as of <c>.helmignore</c>. It need not be there. The default is none.</summary>
    public string? IgnoreFile { get; init; }

    /// <summary>More patterns, which come after those of <see cref="IgnoreFile"/>. The default is none.</summary>
    public IReadOnlyList<string> Ignore { get; init => field = value ?? []; } = [];

    /// <summary>Its title, a template. The default is the name of the file, or <c>name.layer.ending</c> for an archive.</summary>
    public string? Title { get; init; }

    /// <summary>Its annotations. The default is none.</summary>
    public AnnotationRule Annotations { get; init => field = value ?? AnnotationRule.None; } = AnnotationRule.None;
}
