using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>The content that was packed here: manifests and configs in memory, layers in files.</summary>
internal sealed class PackedStore : IContentSource
{
    private readonly MemoryStore _small = new();
    private readonly Dictionary<Digest, PackedLayer> _files = [];

    internal PackedStore() => _small.Add(MediaType.Empty, "{}"u8);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        _files.ContainsKey(content.Digest) ? Task.FromResult(true) : _small.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) =>
        _files.TryGetValue(content.Digest, out var layer) ? Task.FromResult(layer.Open()) : _small.OpenAsync(content, cancellation);

    internal void Add(PackedManifest manifest)
    {
        _small.Add(MediaType.Manifest, manifest.ManifestBytes.Span);
        _small.Add(manifest.Manifest.Config.MediaType, manifest.ConfigBytes.Span);
        foreach (var layer in manifest.Layers) _files.TryAdd(layer.Content.Digest, layer);
    }

    internal Descriptor AddIndex(ReadOnlySpan<byte> bytes) => _small.Add(MediaType.Index, bytes);
}
