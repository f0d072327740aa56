using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>A manifest that was packed, with its config and its layers.</summary>
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

    /// <summary>The manifest, as a descriptor.</summary>
    public Descriptor Content { get; }

    /// <summary>The manifest.</summary>
    public Manifest Manifest { get; }

    /// <summary>The layers, without the empty content that stands where there are none.</summary>
    public IReadOnlyList<PackedLayer> Layers { get; }

    internal ReadOnlyMemory<byte> ManifestBytes { get; }

    internal ReadOnlyMemory<byte> ConfigBytes { get; }
}
