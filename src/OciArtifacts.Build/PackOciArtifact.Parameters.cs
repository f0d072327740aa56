using Microsoft.Build.Framework;

namespace OciArtifacts.Build;

// What the task is told, and what it answers.
public sealed partial class PackOciArtifact
{
    /// <summary>Whether anything that is to be done is an error (<c>-question</c>).</summary>
    public bool FailIfNotIncremental { get; set; }

    /// <summary>The folder of the project, an absolute path: relative paths of items are below it.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The name of the project, from which the repository gets its name where none is set.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>The folder for packed layers, below <c>obj</c>, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The report file, an absolute path.</summary>
    [Required]
    public string ReportFile { get; set; } = "";

    /// <summary>The artifact type, a media type or an alias of the catalogue.</summary>
    public string ArtifactType { get; set; } = "";

    /// <summary>The items <c>OciArtifactTypeDefinition</c>.</summary>
    public ITaskItem[] TypeDefinitions { get; set; } = [];

    /// <summary>The policy file, an absolute path, or empty.</summary>
    public string Policy { get; set; } = "";

    /// <summary><c>1.1</c>, <c>1.0</c>, or empty for what the type has.</summary>
    public string ImageSpec { get; set; } = "";

    /// <summary>The registry, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <summary>The repository, or empty for one of the project's name.</summary>
    public string Repository { get; set; } = "";

    /// <summary>The tags, or none for those of the version.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>The name of the package that <c>dotnet pack</c> makes of the project.</summary>
    public string PackageId { get; set; } = "";

    /// <summary>The version of the project.</summary>
    public string Version { get; set; } = "";

    /// <summary>Whether a release gets the shorter tags too; empty for what the type has.</summary>
    public string TagCascade { get; set; } = "";

    /// <summary>The publish folder, an absolute path; empty where it is no part of the artifact.</summary>
    public string PublishDirectory { get; set; } = "";

    /// <summary>The items that the SDK published.</summary>
    public ITaskItem[] PublishedFiles { get; set; } = [];

    /// <summary>The runtime packs of a self-contained app.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = [];

    /// <summary>The static web assets that the SDK published, with their paths in the publish folder (<c>TargetPath</c>).</summary>
    public ITaskItem[] WebAssets { get; set; } = [];

    /// <summary>The projects that some of them come from, each with the name of its source.</summary>
    public ITaskItem[] WebAssetProjects { get; set; } = [];

    /// <summary>What the assemblies among them were made of: the files that the references of an app bring along that runs in the browser.</summary>
    public ITaskItem[] BrowserReferences { get; set; } = [];

    /// <summary>The folders that NuGet unpacks packages into.</summary>
    public string[] PackageFolders { get; set; } = [];

    /// <summary>The items <c>OciArtifactFile</c>.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The items <c>OciArtifactLayer</c>.</summary>
    public ITaskItem[] Layers { get; set; } = [];

    /// <summary>The items <c>OciArtifactReferrer</c>.</summary>
    public ITaskItem[] Referrers { get; set; } = [];

    /// <summary>The items <c>OciArtifactAnnotation</c>.</summary>
    public ITaskItem[] Annotations { get; set; } = [];

    /// <summary>The annotations that the project's own properties make.</summary>
    public ITaskItem[] DefaultAnnotations { get; set; } = [];

    /// <summary>The config file, or empty.</summary>
    public string ConfigFile { get; set; } = "";

    /// <summary>The media type of the config file.</summary>
    public string ConfigMediaType { get; set; } = "";

    /// <summary><c>Provenance</c>, <c>Single</c> or <c>PerFile</c>.</summary>
    public string Layering { get; set; } = "Provenance";

    /// <summary><c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public string Compression { get; set; } = "gzip";

    /// <summary>Whether nobody has said how to compress: then what is compressed already is not compressed again.</summary>
    public bool CompressesByDefault { get; set; }

    /// <summary><c>Fastest</c>, <c>Optimal</c> or <c>SmallestSize</c>.</summary>
    public string CompressionLevel { get; set; } = "Optimal";

    /// <summary>Whether layers have the generic media types of the image specification.</summary>
    public string GenericLayerTypes { get; set; } = "false";

    /// <summary>When the source is from, in seconds since 1970; empty for no date.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>The time of the entries of archives, in seconds since 1970; empty for 1970.</summary>
    public string EntryTimeEpoch { get; set; } = "";

    /// <summary>The image layout to write, an absolute path, or empty.</summary>
    public string LayoutDirectory { get; set; } = "";

    /// <summary>Where the layout of an earlier run may be, an absolute path.</summary>
    public string DefaultLayoutDirectory { get; set; } = "";

    /// <summary>How many blobs a push sends at a time; checked here, so that a wrong value costs nothing.</summary>
    public string ParallelUploads { get; set; } = "8";

    /// <summary>What becomes of a tag that names something else; checked here for the same reason.</summary>
    public string TagPolicy { get; set; } = "Override";

    /// <summary>The size of the chunks of an upload in bytes, or empty; checked here for the same reason.</summary>
    public string UploadChunkSize { get; set; } = "";

    /// <summary>Registries that may be spoken to over plain HTTP or with any certificate.</summary>
    public string[] InsecureRegistries { get; set; } = [];

    /// <summary>Token servers on another site than the registry that may be sent credentials.</summary>
    public string[] TokenHosts { get; set; } = [];

    /// <summary>Whether the next thing is to push it: then its place in the registry is claimed too.</summary>
    public bool PushFollows { get; set; }

    /// <summary>Whether the registry is asked for the tags while the artifact is packed; the push asks where it was not.</summary>
    public bool AsksTagsAhead { get; set; } = true;

    /// <summary>The identity of the build, which its projects share, or empty.</summary>
    public string BuildId { get; set; } = "";

    /// <summary>Whether it is pushed; checked here, because a condition takes a slip of the pen for no.</summary>
    public string Push { get; set; } = "false";

    /// <summary>Whether publish output is part of it; checked here for the same reason.</summary>
    public string IncludePublishOutput { get; set; } = "true";

    /// <summary>Whether nobody has said that publish output is part of it: then a type that has no place for it leaves it out.</summary>
    public bool IncludesPublishOutputByDefault { get; set; }

    /// <summary>The codes of warnings and messages that nobody wants to see.</summary>
    public string[] NoWarn { get; set; } = [];

    /// <summary>The archive to write, an absolute path, or empty.</summary>
    public string ArchivePath { get; set; } = "";

    /// <summary>The target framework of the app.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>The runtime identifier of the app, or empty.</summary>
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>Whether the app brings its runtime.</summary>
    public bool SelfContained { get; set; }

    /// <summary>The file to start, or empty.</summary>
    public string EntryPoint { get; set; } = "";

    /// <summary>The digest of the manifest.</summary>
    [Output]
    public string Digest { get; private set; } = "";

    /// <summary>What people are shown of it.</summary>
    [Output]
    public string Reference { get; private set; } = "";

    /// <summary>The artifact as an item.</summary>
    [Output]
    public ITaskItem? Artifact { get; private set; }
}
