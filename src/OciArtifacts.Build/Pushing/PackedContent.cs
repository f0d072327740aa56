using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Pushing;

/// <summary>The packed artifact in a work folder, which is read when somebody wants content of it: a registry that has all of it wants none.</summary>
internal sealed class PackedContent(string workFolder) : IContentSource
{
    private readonly Lazy<Task<PackedArtifact>> _artifact = new(() => new PackedArtifactFolder(workFolder).LoadAsync(CancellationToken.None));

    /// <summary>The artifact, which somebody has asked for.</summary>
    internal PackedArtifact Artifact => _artifact.Value.GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
    {
        var artifact = await _artifact.Value.ConfigureAwait(false);
        return await artifact.ExistsAsync(content, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        var artifact = await _artifact.Value.ConfigureAwait(false);
        return await artifact.OpenAsync(content, cancellation).ConfigureAwait(false);
    }
}
