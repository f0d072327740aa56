namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>One kind of layer of an artifact type.</summary>
/// <param name="Name">The name in projects and in reports.</param>
/// <param name="MediaTypes">The allowed media types. The first one is written.</param>
public sealed record LayerRule(string Name, IReadOnlyList<string> MediaTypes)
{
    /// <summary>The <c>artifactType</c> of the descriptor. The default is none.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>The smallest number of such layers. The default is 0.</summary>
    public int Min { get; init; }

    /// <summary>The largest number of such layers. The default is any number.</summary>
    public int? Max { get; init; }

    /// <summary>The format of the content. The default is any.</summary>
    public ContentFormat Format { get; init; }

    /// <summary>
    /// Patterns of the names of files that become such a layer, one file each. The default is none: a user has to say
    /// which files belong to the layer.
    /// </summary>
    public IReadOnlyList<string> Files { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Patterns of the names of files that are packed into an archive of their own, one file each. The default is none.
    /// </summary>
    public IReadOnlyList<string> ArchivedFiles { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Patterns of the files of a folder that belong to the layer: of names or, with <c>/</c>, of paths. The default is
    /// all files.
    /// </summary>
    public IReadOnlyList<string> Entries { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The files that the archive has to have, as paths or patterns of paths. <c>|</c> separates alternatives, <c>*</c>
    /// stands for characters of one name, <c>**</c> for any folders. The default is none.
    /// </summary>
    public IReadOnlyList<string> RequiredEntries { get; init => field = value ?? []; } = [];

    /// <summary>The size in bytes of the largest file that the archive may have. The default is any size.</summary>
    public long? LargestEntry { get; init; }

    /// <summary>
    /// Members that the content has to have at its top, as a list of alternatives: names, and patterns of their values.
    /// <c>*</c> is any value. The content is JSON, YAML, XML, or text with lines of <c>name: value</c>. Of XML the
    /// attributes of the root element are members; <c>#name</c> and <c>#namespace</c> are its name and its namespace.
    /// The default is none.
    /// </summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Members { get; init => field = value ?? []; } = [];

    /// <summary>
    /// A template of the folder in the archive that holds all files. <c>.</c> writes paths that begin with <c>./</c>,
    /// as tar does for a folder. The default is none: files are at the top of the archive.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>
    /// The syntax of <see cref="IgnoreFile"/> and <see cref="Ignore"/>. The default is that of <c>.helmignore</c>.
    /// </summary>
    public IgnoreSyntax IgnoreSyntax { get; init; }

    /// <summary>
    /// The name of a file in the folder with patterns of files that stay out of the archive. It need not exist. The
    /// default is none.
    /// </summary>
    public string? IgnoreFile { get; init; }

    /// <summary>More patterns of files that stay out of the archive. The default is none.</summary>
    public IReadOnlyList<string> Ignore { get; init => field = value ?? []; } = [];

    /// <summary>
    /// A template of the title. The default is the name of the file, or <c>name.layer.ending</c> for an archive.
    /// </summary>
    public string? Title { get; init; }

    /// <summary>The annotations of the layer. The default is none.</summary>
    public AnnotationRule Annotations { get; init => field = value ?? AnnotationRule.None; } = AnnotationRule.None;
}
