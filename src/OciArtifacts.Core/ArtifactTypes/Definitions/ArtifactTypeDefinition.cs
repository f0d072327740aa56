using System.Text.Json.Serialization;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// An artifact type as data: what its manifest, config and layers have to be, and how they are made from files. A
/// definition is a JSON file with the schema <c>artifact-type.schema.json</c>.
/// </summary>
/// <param name="Title">The name for people, 3 to 30 characters.</param>
/// <param name="Description">What the type is for, 5 to 255 characters.</param>
/// <remarks>
/// Setters replace <see langword="null"/> by the default, because the JSON reader passes it for members that a file
/// leaves out.
/// </remarks>
public sealed record ArtifactTypeDefinition(string Title, string Description)
{
    /// <summary>The JSON Schema of the file, for editors. This library does not read it.</summary>
    [JsonPropertyName("$schema")]
    public string? SchemaReference { get; init; }

    /// <summary>The short name by which the catalogue finds the type. The default is none.</summary>
    public string? Alias { get; init; }

    /// <summary>
    /// Aliases of earlier versions. The catalogue still finds the type by them, and a publish reports the new alias.
    /// The default is none.
    /// </summary>
    public IReadOnlyList<string> FormerAliases { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The alias of the definition with the same type, for a type that is made in more than one way. The catalogue
    /// finds such a variant by its own alias only. The default is none: the type belongs to this definition.
    /// </summary>
    public string? VariantOf { get; init; }

    /// <summary>
    /// The <c>artifactType</c> of the manifest. The default is none: then the media type of the config is the type, as
    /// before image-spec 1.1.
    /// </summary>
    public string? ArtifactType { get; init; }

    /// <summary>The config. The default is none: the manifest has the empty config.</summary>
    public ConfigRule? Config { get; init; }

    /// <summary>The layers. The default is none: any layers are allowed.</summary>
    public IReadOnlyList<LayerRule> Layers { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Whether layers are allowed that <see cref="Layers"/> does not name. The default is no, if it names any.
    /// </summary>
    public bool AllowsOtherLayers { get; init; }

    /// <summary>
    /// The name of the file that states the name, the version and more of the artifact, such as <c>Chart.yaml</c>, or a
    /// pattern of the name. The file is found in a folder of the artifact, or in an archive that is packed already. The
    /// default is none.
    /// </summary>
    public string? Metadata { get; init; }

    /// <summary>The paths of values that <see cref="Metadata"/> has to have. The default is none.</summary>
    public IReadOnlyList<string> RequiredMetadata { get; init => field = value ?? []; } = [];

    /// <summary>The annotations of the manifest. The default is none.</summary>
    public AnnotationRule Annotations { get; init => field = value ?? AnnotationRule.None; } = AnnotationRule.None;

    /// <summary>Whether the manifest has a subject. The default is that it may have one.</summary>
    public SubjectRule Subject { get; init; }

    /// <summary>The index of the manifests for several platforms. The default is none.</summary>
    public IndexRule? Index { get; init; }

    /// <summary>The tags. The default is any.</summary>
    public TagRule Tags { get; init => field = value ?? TagRule.Any; } = TagRule.Any;

    /// <summary>
    /// A template of the last part of the repository's name. The default is none: the repository may have any name.
    /// </summary>
    public string? Repository { get; init; }

    /// <summary>
    /// Whether each file in a folder becomes a layer of its own, if its name matches one. The default is no: a folder
    /// becomes an archive, if the type has one.
    /// </summary>
    public bool TakesFolders { get; init; }

    /// <summary>Patterns of the names of published files that belong to the artifact. The default is none.</summary>
    public IReadOnlyList<string> PublishOutput { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Whether the config has the media type of an image, because the tools that read the type accept no other. The
    /// default is no: this media type tells tools that an artifact can be run.
    /// </summary>
    public bool IsImage { get; init; }

    /// <summary>Whether the type is for development only and should not be published. The default is no.</summary>
    public bool IsForDevelopment { get; init; }

    /// <summary>The address of the specification. The default is none.</summary>
    public Uri? Specification { get; init; }

    /// <summary>
    /// The version of the specification or of the client that the definition follows. The default is none.
    /// </summary>
    public string? SpecificationVersion { get; init; }

    /// <summary>The code or the documents that the definition was written from. The default is none.</summary>
    public string? Source { get; init; }

    /// <summary>The tools that read artifacts of the type. The default is none.</summary>
    public IReadOnlyList<ToolLink> Tools { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The type by which users know the artifact: that of the index if there always is one, else
    /// <see cref="ManifestType"/>.
    /// </summary>
    [JsonIgnore]
    public string MediaType => Index is { IsRequired: true, ArtifactType: { } ofIndex } ? ofIndex : ManifestType;

    /// <summary>The type of the manifest: <see cref="ArtifactType"/>, or else the media type of the config.</summary>
    [JsonIgnore]
    public string ManifestType => ArtifactType ?? Config!.MediaTypes[0];
}
