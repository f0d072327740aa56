using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// An artifact that was packed: one manifest, or several that an index joins, and what is attached. Manifests and configs are in memory, layers
/// are files. A source that a copy sends anywhere.
/// </summary>
public sealed class PackedArtifact : IContentSource
{
    private readonly MemoryStore _small = new();
    private readonly Dictionary<Digest, PackedLayer> _files = [];

    /// <param name="root">The bytes of the manifest, or of the index.</param>
    /// <param name="manifests">The manifest, or those that the index joins.</param>
    /// <param name="referrers">What is attached.</param>
    internal PackedArtifact(ReadOnlyMemory<byte> root, IReadOnlyList<PackedManifest> manifests, IReadOnlyList<PackedManifest> referrers)
    {
        RootBytes = root;
        Manifests = manifests;
        Referrers = referrers;
        _small.Add(MediaType.Empty, "{}"u8);
        foreach (var one in All)
        {
            _small.Add(MediaType.Manifest, one.ManifestBytes.Span);
            _small.Add(one.Manifest.Config.MediaType, one.ConfigBytes.Span);
            foreach (var layer in one.Layers) _files.TryAdd(layer.Content.Digest, layer);
        }

        Index = manifests is [var only] && only.ManifestBytes.Span.SequenceEqual(root.Span) ? null : ImageIndex.Parse(root.Span);
        Root = Index is null ? manifests[0].Content : _small.Add(MediaType.Index, root.Span) with { ArtifactType = Index.ArtifactType };
    }

    /// <summary>The manifest, or the index, as a descriptor: what tags name.</summary>
    public Descriptor Root { get; }

    /// <summary>The index, or <see langword="null"/> where the artifact is one manifest.</summary>
    public ImageIndex? Index { get; }

    /// <summary>The manifest, or those that the index joins, in its order.</summary>
    public IReadOnlyList<PackedManifest> Manifests { get; }

    /// <summary>What is attached to <see cref="Root"/>.</summary>
    public IReadOnlyList<PackedManifest> Referrers { get; }

    /// <summary>All manifests: those of the artifact, and those that are attached.</summary>
    public IEnumerable<PackedManifest> All => Manifests.Concat(Referrers);

    /// <summary>What the artifact is (image-spec 1.1, manifest.md and image-index.md, "artifactType"); of an index that does not say, what its first manifest is.</summary>
    public string ArtifactType => Index?.ArtifactType ?? Manifests[0].Manifest.EffectiveArtifactType;

    /// <summary>The manifests of <see cref="Referrers"/>, as descriptors.</summary>
    public IReadOnlyList<Descriptor> Attached => [.. Referrers.Select(referrer => referrer.Content)];

    /// <summary>Everything that the artifact is made of, each once: layers, configs, manifests and the root.</summary>
    public IEnumerable<Descriptor> Contents => All
        .SelectMany(one => one.Manifest.Layers.Append(one.Manifest.Config).Append(one.Content))
        .Append(Root)
        .DistinctBy(content => content.Digest);

    internal ReadOnlyMemory<byte> RootBytes { get; }

    /// <summary>Looks whether the files of all layers are still what was packed, so that nothing is sent where one of them has changed.</summary>
    /// <exception cref="OciException">One has changed (<see cref="OciErrorCode.ContentMismatch"/>), is gone, or cannot be read.</exception>
    public void CheckFiles()
    {
        foreach (var layer in _files.Values) layer.Check();
    }

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        _files.ContainsKey(content.Digest) || await _small.ExistsAsync(content, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        if (_files.TryGetValue(content.Digest, out var layer)) return layer.Open();
        return await _small.ExistsAsync(content, cancellation).ConfigureAwait(false)
            ? await _small.OpenAsync(content, cancellation).ConfigureAwait(false)
            : throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} is not in the packed artifact {Root.Digest}. Pack it again.");
    }
}
