using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>An artifact that was packed: manifest and config in memory, layers as files. A source that a copy sends anywhere.</summary>
public sealed class PackedArtifact : IContentSource
{
    private readonly MemoryStore _small = new();
    private readonly Dictionary<Digest, string> _files = [];

    internal PackedArtifact(ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> config, IReadOnlyList<PackedLayer> layers)
        : this(manifest, config, layers, [])
    {
    }

    private PackedArtifact(ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> config, IReadOnlyList<PackedLayer> layers, IReadOnlyList<PackedArtifact> referrers)
    {
        Manifest = Manifest.Parse(manifest.Span);
        ManifestBytes = manifest;
        ConfigBytes = config;
        Layers = layers;
        Referrers = referrers;
        Root = _small.Add(MediaType.Manifest, manifest.Span) with { ArtifactType = Manifest.ArtifactType };
        _small.Add(Manifest.Config.MediaType, config.Span);
        _small.Add(MediaType.Empty, "{}"u8);
        foreach (var referrer in referrers)
        {
            _small.Add(MediaType.Manifest, referrer.ManifestBytes.Span);
            _small.Add(referrer.Manifest.Config.MediaType, referrer.ConfigBytes.Span);
        }

        foreach (var layer in layers.Concat(referrers.SelectMany(referrer => referrer.Layers))) _files.TryAdd(layer.Content.Digest, layer.Path);
    }

    /// <summary>The manifest, as a descriptor.</summary>
    public Descriptor Root { get; }

    /// <summary>The manifest.</summary>
    public Manifest Manifest { get; }

    /// <summary>The layers, without the empty content that stands where there are none.</summary>
    public IReadOnlyList<PackedLayer> Layers { get; }

    /// <summary>What is attached to it, each an artifact of its own whose content is in this one too.</summary>
    public IReadOnlyList<PackedArtifact> Referrers { get; }

    /// <summary>The manifests of <see cref="Referrers"/>, as descriptors.</summary>
    public IReadOnlyList<Descriptor> Attached => [.. Referrers.Select(referrer => referrer.Root)];

    internal ReadOnlyMemory<byte> ManifestBytes { get; }

    internal ReadOnlyMemory<byte> ConfigBytes { get; }

    internal PackedArtifact With(IReadOnlyList<PackedArtifact> referrers) => new(ManifestBytes, ConfigBytes, Layers, referrers);

    /// <inheritdoc/>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        _files.ContainsKey(content.Digest) || await _small.ExistsAsync(content, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        if (_files.TryGetValue(content.Digest, out var path)) return new VerifyingStream(SourceFile.Open(path), content, $"'{path}'", OciErrorCode.FileAccess);
        return await _small.ExistsAsync(content, cancellation).ConfigureAwait(false)
            ? await _small.OpenAsync(content, cancellation).ConfigureAwait(false)
            : throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} is not in the packed artifact {Root.Digest}. Pack it again.");
    }
}
