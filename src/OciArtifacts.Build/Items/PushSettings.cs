using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Items;

/// <summary>
/// The settings of a push, as the user wrote them. Packing checks them too, so that a wrong value fails early.
/// </summary>
internal sealed record PushSettings
{
    private const int QuestionsABody = 3;

    internal required string ParallelUploads { get; init; }

    internal required string TagPolicy { get; init; }

    internal required string UploadChunkSize { get; init; }

    internal IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    internal IReadOnlyList<string> TokenHosts { get; init; } = [];

    /// <exception cref="Core.OciException">A setting has a value that it cannot have.</exception>
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

        // Uploads are limited by the bandwidth, small requests by their round trips, so several of those run beside
        // each upload. With 1, everything runs one after the other.
        var parallelism = parallel == 1 ? 1 : parallel * QuestionsABody;
        return (registry, new ContentCopyOptions { Parallelism = parallelism, TagPolicy = Setting.TagPolicy(TagPolicy) });
    }

    /// <summary>
    /// The options for a registry, or <see langword="null"/> where a setting has a value that it cannot have.
    /// </summary>
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
