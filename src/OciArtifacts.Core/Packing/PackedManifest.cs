using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>A packed manifest with its config and its layers.</summary>
public sealed class PackedManifest
{
    internal PackedManifest(ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> config, IReadOnlyList<PackedLayer> layers)
    {
        Manifest = Manifest.Parse(manifest.Span);
        ManifestBytes = manifest;
        ConfigBytes = config;
        Layers = layers;
        Content = Descriptor.Of(MediaType.Manifest, manifest.Span) with { ArtifactType = Manifest.ArtifactType };
    }

    /// <summary>The descriptor of the manifest.</summary>
    public Descriptor Content { get; }

    /// <summary>The manifest.</summary>
    public Manifest Manifest { get; }

    /// <summary>The layers. A manifest with only the empty descriptor as its layer has none.</summary>
    public IReadOnlyList<PackedLayer> Layers { get; }

    internal ReadOnlyMemory<byte> ManifestBytes { get; }

    internal ReadOnlyMemory<byte> ConfigBytes { get; }
}
