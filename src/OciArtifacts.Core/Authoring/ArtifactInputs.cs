using System.IO.Compression;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>What an author says of an artifact: its files and values. <see cref="ArtifactAuthor"/> makes a plan of it by the rules of its type.</summary>
/// <param name="ArtifactType">The artifact type: a media type, or the alias of a type in the catalogue, such as <c>helm-chart</c>.</param>
public sealed record ArtifactInputs(string ArtifactType)
{
    /// <summary>The name of the artifact, in the titles of its archives and as a value for its type. The default is <c>artifact</c>.</summary>
    public string Name { get; init; } = "artifact";

    /// <summary>The version of the artifact, for types whose files do not say one. The default is <c>1.0.0</c>.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>The folder that relative paths are below, an absolute path.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The files and folders. The default is none.</summary>
    public IReadOnlyList<InputFile> Files { get; init; } = [];

    /// <summary>What is said of layers by their names. The default is nothing.</summary>
    public IReadOnlyList<InputLayer> Layers { get; init; } = [];

    /// <summary>Annotations. The default is none.</summary>
    public IReadOnlyList<InputAnnotation> Annotations { get; init; } = [];

    /// <summary>
    /// Annotations that count less than those of the type and less than <see cref="Annotations"/>. The last part of a key is also the name of a
    /// value for the templates of the type: <c>org.opencontainers.image.description</c> is <c>{description}</c>. The default is none.
    /// </summary>
    public IReadOnlyList<InputAnnotation> DefaultAnnotations { get; init; } = [];

    /// <summary>The files that become referrers. The default is none.</summary>
    public IReadOnlyList<InputReferrer> Referrers { get; init; } = [];

    /// <summary>The config, an absolute path. The default is <see langword="null"/>: the config of the type, or none.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The media type of the config. The default is that of the type.</summary>
    public string? ConfigMediaType { get; init; }

    /// <summary>The form in which the manifest states its type. The default is that of the type.</summary>
    public ImageSpecVersion? ImageSpec { get; init; }

    /// <summary>
    /// The compression of archives. The default is <see langword="null"/>: that of the type, or gzip, and none for files that are compressed
    /// already.
    /// </summary>
    public LayerCompression? Compression { get; init; }

    /// <summary>The compression level. The default is <see cref="CompressionLevel.Optimal"/>.</summary>
    public CompressionLevel Level { get; init; } = CompressionLevel.Optimal;

    /// <summary>Whether layers get the generic media types of the image specification. The default is no.</summary>
    public bool GenericLayerTypes { get; init; }

    /// <summary>The time of the entries of archives. The default is the Unix epoch.</summary>
    public DateTimeOffset EntryTime { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Annotations of each referrer, such as a date.</summary>
    internal IReadOnlyList<InputAnnotation> ReferrerAnnotations { get; init; } = [];

    /// <summary>The name of the package that is made of the same source, or empty.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>What is published beside the files: the output of a build. The default is nothing.</summary>
    internal PublishedInput Published { get; init; } = PublishedInput.None;

    /// <summary>Lists the files of folders, except those that the caller writes itself.</summary>
    internal FolderFiles Folders { get; init; } = new([]);

    /// <summary>Called for each file that planning reads, before it is read.</summary>
    internal Action<string> TrackInput { get; init; } = static _ => { };

    /// <summary>What messages call the setting of the artifact type.</summary>
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

        // For types that require a date where the author gives none: that of the entries of archives.
        values["epoch"] = Rfc3339.Format(DateTimeOffset.UnixEpoch);
        return values;
    }
}
