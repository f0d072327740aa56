namespace OciArtifacts.Core.ArtifactTypes.Definitions;

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

    /// <summary>The files that become such an archive each of their own, patterns of file names. The default is none.</summary>
    public IReadOnlyList<string> ArchivedFiles { get; init => field = value ?? []; } = [];

    /// <summary>Which files of a folder belong to it, patterns of names or, with a <c>/</c>, of paths. The default is all.</summary>
    public IReadOnlyList<string> Entries { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The files that the archive has to have: paths in it, or patterns of them, alternatives with <c>|</c> between. <c>*</c> stands for characters of one name, <c>**</c> for any folders. The default is none
    /// in particular.
    /// </summary>
    public IReadOnlyList<string> RequiredEntries { get; init => field = value ?? []; } = [];

    /// <summary>How many bytes a file in the archive may have. The default is any number.</summary>
    public long? LargestEntry { get; init; }

    /// <summary>
    /// What its content says of itself, in JSON, YAML, XML or lines of <c>name: value</c> (text): alternatives, each with members of the top and patterns of their values; <c>*</c> is any value, and the name of the root element of XML and its
    /// namespace are <c>#name</c> and <c>#namespace</c>. The default is anything.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Members { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The folder in the archive that all files are in, a template. <c>.</c> begins their paths with <c>./</c>, as tar writes a folder. The
    /// default is none.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>How <see cref="IgnoreFile"/> and <see cref="Ignore"/> are written. The default is as of <c>.helmignore</c>.</summary>
    public IgnoreSyntax IgnoreSyntax { get; init; }

    /// <summary>A file in the folder that says what of it stays out. It need not be there. The default is none.</summary>
    public string? IgnoreFile { get; init; }

    /// <summary>More patterns, which come after those of <see cref="IgnoreFile"/>. The default is none.</summary>
    public IReadOnlyList<string> Ignore { get; init => field = value ?? []; } = [];

    /// <summary>Its title, a template. The default is the name of the file, or <c>name.layer.ending</c> for an archive.</summary>
    public string? Title { get; init; }

    /// <summary>Its annotations. The default is none.</summary>
    public AnnotationRule Annotations { get; init => field = value ?? AnnotationRule.None; } = AnnotationRule.None;
}
