using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Items;

/// <summary>What users set about a push, as they wrote it. Packing checks it too, so that a wrong value costs nothing.</summary>
internal sealed record PushSettings
{
    private const int QuestionsABody = 3;

    internal required string ParallelUploads { get; init; }

    internal required string TagPolicy { get; init; }

    internal required string UploadChunkSize { get; init; }

    internal IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    internal IReadOnlyList<string> TokenHosts { get; init; } = [];

    /// <exception cref="Core.OciException">A value is none that the setting can have.</exception>
    internal (RegistryOptions Registry, ContentCopyOptions Copy) Read()
    {
        var parallel = Setting.Count("OciArtifactParallelUploads", ParallelUploads);
        var registry = new RegistryOptions
        {
            Access = RegistryAccess.Push,
            InsecureRegistries = RegistrySettings.Insecure(InsecureRegistries),
            TokenHosts = RegistrySettings.TokenHosts(TokenHosts),
            ParallelTransfers = parallel,
            ChunkSize = UploadChunkSize.Length > 0 ? Setting.Bytes("OciArtifactUploadChunkSize", UploadChunkSize) : null,
        };

        // Bodies are bound by the registry's connection; what is asked and opened meanwhile takes a round trip each, and next to nothing else. Who wants one
        // at a time gets that.
        return (registry, new ContentCopyOptions { Parallelism = parallel == 1 ? 1 : parallel * QuestionsABody, TagPolicy = Setting.TagPolicy(TagPolicy) });
    }

    /// <summary>The options for a registry, or <see langword="null"/> where a value is none that its setting can have.</summary>
    internal RegistryOptions? TryRead()
    {
        try
        {
            return Read().Registry;
        }
        catch (Core.OciException)
        {
            return null;
        }
    }
}
