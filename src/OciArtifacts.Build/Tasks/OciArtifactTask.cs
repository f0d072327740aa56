using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Tasks;

/// <summary>A task that knows the artifact of a project: what type it has, and where it goes.</summary>
[MSBuildMultiThreadableTask]
public abstract class OciArtifactTask : OciRegistryTask
{
    /// <summary>The name of the project, from which the repository gets its name where none is set.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>The folder of the project, an absolute path: relative paths of items are below it.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The folder for what is packed, below <c>obj</c>, an absolute path.</summary>
    [Required]
    public string WorkFolder { get; set; } = "";

    /// <summary>The artifact type, a media type or an alias of the catalogue; empty for a .NET app.</summary>
    public string ArtifactType { get; set; } = "";

    /// <summary>The items <c>OciArtifactTypeDefinition</c>.</summary>
    public ITaskItem[] TypeDefinitions { get; set; } = [];

    /// <summary>The policy file, an absolute path, or empty.</summary>
    public string Policy { get; set; } = "";

    /// <summary>The registry, <c>host[:port]</c>, or empty.</summary>
    public string Registry { get; set; } = "";

    /// <summary>The repository, or empty for the one that the project or the type names.</summary>
    public string Repository { get; set; } = "";

    /// <summary>The tags, or none for those of the version.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Whether the artifact gets no tag: only its digest names it.</summary>
    public string PushByDigest { get; set; } = "false";

    /// <summary>Whether each manifest of an index gets a tag too.</summary>
    public string EntryTags { get; set; } = "false";
}
