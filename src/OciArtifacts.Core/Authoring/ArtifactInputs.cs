using System.IO.Compression;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>The files and values of an artifact. An <see cref="ArtifactAuthor"/> makes the plan from them.</summary>
/// <param name="ArtifactType">The artifact type: a media type, or the alias of a type in the catalogue, such as <c>helm-chart</c>.</param>
public sealed record ArtifactInputs(string ArtifactType)
{
    /// <summary>
    /// The name of the artifact: the beginning of the titles of its archives, and the value <c>{name}</c> for its type. The
    /// default is <c>artifact</c>.
    /// </summary>
    public string Name { get; init; } = "artifact";

    /// <summary>The version of the artifact, for types whose files do not contain it. The default is <c>1.0.0</c>.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>The folder that relative paths start from, an absolute path.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The files and folders. The default is none.</summary>
    public IReadOnlyList<InputFile> Files { get; init; } = [];

    /// <summary>
    /// The entries of an index that exist: packed before, or published. With entries, the artifact is an index, and
    /// <see cref="Files"/> are not part of it. The default is none.
    /// </summary>
    public IReadOnlyList<PlannedEntry> Entries { get; init; } = [];

    /// <summary>Settings of named layers. The default is none.</summary>
    public IReadOnlyList<InputLayer> Layers { get; init; } = [];

    /// <summary>Annotations. The default is none.</summary>
    public IReadOnlyList<InputAnnotation> Annotations { get; init; } = [];

    /// <summary>
    /// Default annotations: annotations of the type and <see cref="Annotations"/> override them. The last part of a key is also
    /// the name of a value for the templates of the type: <c>org.opencontainers.image.description</c> is
    /// <c>{description}</c>. The default is none.
    /// </summary>
    public IReadOnlyList<InputAnnotation> DefaultAnnotations { get; init; } = [];

    /// <summary>The files that become referrers. The default is none.</summary>
    public IReadOnlyList<InputReferrer> Referrers { get; init; } = [];

    /// <summary>The config file, an absolute path. The default is <see langword="null"/>: the config of the type, or none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The media type of the config. The default is <see langword="null"/>: the media type of the artifact type.</summary>
    public string? ConfigMediaType { get; init; }

    /// <summary>The form in which the manifest states its type. The default is <see langword="null"/>: the form of the type.</summary>
    public ImageSpecVersion? ImageSpec { get; init; }

    /// <summary>
    /// The compression of archives. The default is <see langword="null"/>: the compression of the type, or gzip. An archive
    /// whose files are all compressed is then not compressed again.
    /// </summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>The compression level. The default is <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>Whether layers get the generic media types of the image specification. The default is no.</summary>
    public bool GenericLayerTypes { get; init; }

    /// <summary>The time of the entries of archives. The default is the Unix epoch.</summary>
    public DateTimeOffset EntryTime { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Annotations that each referrer gets, such as a date.</summary>
    internal IReadOnlyList<InputAnnotation> ReferrerAnnotations { get; init; } = [];

    /// <summary>The id of the NuGet package that is built from the same project, or empty.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>The output of a build, in addition to the files. The default is none.</summary>
    internal PublishedInput Published { get; init; } = PublishedInput.None;

    /// <summary>Lists the files of folders, except files that the caller writes.</summary>
    internal FolderFiles Folders { get; init; } = new([]);

    /// <summary>Called for each file that planning reads, before it is read.</summary>
    internal Action<string> TrackInput { get; init; } = static _ => { };

    /// <summary>The name in messages of the setting of the artifact type.</summary>
    internal string TypeLabel { get; init; } = "The artifact type";

    internal LayerDefaults Defaults => new(Compression ?? LayerCompression.Gzip, Level, Compression is not null);

    /// <summary>The values for the templates of a type.</summary>
    internal JsonObject Values()
    {
        var values = new JsonObject();
        foreach (var annotation in DefaultAnnotations.Where(annotation => annotation.Value.Length > 0))
        {
            values[annotation.Key[(annotation.Key.LastIndexOf('.') + 1)..]] = annotation.Value;
        }

        if (PackageId.Length > 0) values["packageId"] = PackageId;
        values["name"] = Name;
        values["version"] = Version;

        // For types that require a date, when the author gives none.
        values["epoch"] = Rfc3339.Format(DateTimeOffset.UnixEpoch);
        return values;
    }
}
