using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Pushing;

/// <summary>
/// The packed artifact in a work folder, which is read when somebody wants content of it: a registry that has all of it wants none. Layers that are added are there
/// before it is.
/// </summary>
internal sealed class PackedContent(string workFolder) : IContentSource
{
    private readonly Lazy<PackedArtifact> _artifact = new(() => new PackedArtifactFolder(workFolder).Load());

    private readonly ConcurrentDictionary<Digest, PackedLayer> _layers = new();

    /// <summary>The artifact, which somebody has asked for.</summary>
    internal PackedArtifact Artifact => _artifact.Value;

    internal void Add(PackedLayer layer) => _layers[layer.Content.Digest] = layer;

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        _layers.ContainsKey(content.Digest) || await Artifact.ExistsAsync(content, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) =>
        _layers.TryGetValue(content.Digest, out var layer) ? layer.Open() : await Artifact.OpenAsync(content, cancellation).ConfigureAwait(false);
}
