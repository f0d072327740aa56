using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;

namespace OciArtifacts.Build.Tasks;

/// <summary>A task that speaks to a registry, or checks the settings for that.</summary>
[MSBuildMultiThreadableTask]
public abstract class OciRegistryTask : OciTask
{
    /// <summary>Registries that may be spoken to over plain HTTP or with any certificate.</summary>
    public string[] InsecureRegistries { get; set; } = [];

    /// <summary>Token servers on another site than the registry that may be sent credentials.</summary>
    public string[] TokenHosts { get; set; } = [];

    /// <summary>How many blobs are sent at a time.</summary>
    public string ParallelUploads { get; set; } = "8";

    /// <summary>The size of the chunks of an upload in bytes; empty for one piece, as long as the registry takes that.</summary>
    public string UploadChunkSize { get; set; } = "";

    /// <summary>What happens to a tag that names something else: <c>Override</c>, <c>Fail</c> or <c>Skip</c>.</summary>
    public string TagPolicy { get; set; } = "Override";

    internal PushSettings PushSettings => new()
    {
        ParallelUploads = ParallelUploads,
        TagPolicy = TagPolicy,
        UploadChunkSize = UploadChunkSize,
        InsecureRegistries = InsecureRegistries,
        TokenHosts = TokenHosts,
    };
}
