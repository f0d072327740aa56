using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// An artifact type as data: what its manifest, config and layers have to be, and how they are made of files. One JSON file each, with the
/// schema <c>artifact-type.schema.json</c>.
/// </summary>
/// <param name="Title">What people call it, 3 to 30 characters.</param>
/// <param name="Description">What it is for, 5 to 255 characters.</param>
/// <remarks>Setters take <see langword="null"/> for the default: that is what a generated reader hands over for what a file leaves out.</remarks>
public sealed record ArtifactTypeDefinition(string Title, string Description)
{
    /// <summary>The JSON Schema of the file, for editors. This library does not read it.</summary>
    [JsonPropertyName("$schema")]
    public string? SchemaReference { get; init; }

    /// <summary>The short name by which a project may ask for it. The default is none.</summary>
    public string? Alias { get; init; }

    /// <summary>Aliases that it had in earlier versions. They still find it, and the publish says so. The default is none.</summary>
    public IReadOnlyList<string> FormerAliases { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The alias of the definition that has the same type: some types are made in more than one way. Such a variant is found by its own
    /// alias alone. The default is that the type is its own.
    /// </summary>
    public string? VariantOf { get; init; }

    /// <summary>The <c>artifactType</c> of its manifest. The default is none: then the config's media type is the type, as before image-spec 1.1.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Its config. The default is none: the empty content.</summary>
    public ConfigRule? Config { get; init; }

    /// <summary>Its layers. The default is none in particular: any are allowed.</summary>
    public IReadOnlyList<LayerRule> Layers { get; init => field = value ?? []; } = [];

    /// <summary>Whether layers are allowed that are none of <see cref="Layers"/>. The default is that they are not, where there are any.</summary>
    public bool AllowsOtherLayers { get; init; }

    /// <summary>
    /// A file of the artifact that says its name, version and more, such as <c>Chart.yaml</c>, or a pattern of its name. It is looked for in folders, and in an archive that is packed already. The default is none.
    /// </summary>
    public string? Metadata { get; init; }

    /// <summary>What <see cref="Metadata"/> has to say, paths of values in it. The default is nothing in particular.</summary>
    public IReadOnlyList<string> RequiredMetadata { get; init => field = value ?? []; } = [];

    /// <summary>Annotations of its manifest. The default is none.</summary>
    public AnnotationRule Annotations { get; init => field = value ?? AnnotationRule.None; } = AnnotationRule.None;

    /// <summary>Whether it is attached to another artifact. The default is that it may be.</summary>
    public SubjectRule Subject { get; init; }

    /// <summary>The index that joins its manifests, one a platform. The default is none.</summary>
    public IndexRule? Index { get; init; }

    /// <summary>Its tags. The default is any.</summary>
    public TagRule Tags { get; init => field = value ?? TagRule.Any; } = TagRule.Any;

    /// <summary>What the last part of the repository's name has to be, a template. The default is anything.</summary>
    public string? Repository { get; init; }

    /// <summary>Whether a folder stands for those of its files that are layers by their names. The default is that it is an archive, where the type has one.</summary>
    public bool TakesFolders { get; init; }

    /// <summary>Which files of publish output belong to it, patterns of file names. The default is none of them.</summary>
    public IReadOnlyList<string> PublishOutput { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Whether its config has the media type of an image, because the tools that read it know nothing else. The default is that it must not: by this type tools know what can be run.
    /// </summary>
    public bool IsImage { get; init; }

    /// <summary>Whether it is for development only, and should not be published.</summary>
    public bool IsForDevelopment { get; init; }

    /// <summary>Where it is specified. The default is nowhere.</summary>
    public Uri? Specification { get; init; }

    /// <summary>The version of the specification, or of the client, that the definition follows. The default is none.</summary>
    public string? SpecificationVersion { get; init; }

    /// <summary>Who says what the type is: the code or the documents that the definition was written by. The default is nobody.</summary>
    public string? Source { get; init; }

    /// <summary>What reads it.</summary>
    public IReadOnlyList<ToolLink> Tools { get; init => field = value ?? []; } = [];

    /// <summary>The type by which everybody knows it: that of its index where it always has one, else that of its manifest.</summary>
    [JsonIgnore]
    public string MediaType => Index is { IsRequired: true, ArtifactType: { } joined } ? joined : ManifestType;

    /// <summary>The type of its manifest: <see cref="ArtifactType"/>, or else the media type of its config.</summary>
    [JsonIgnore]
    public string ManifestType => ArtifactType ?? Config!.MediaTypes[0];
}
