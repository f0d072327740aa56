using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>A manifest of a <see cref="PackRecord"/>.</summary>
/// <param name="Content">The descriptor, with the artifact type and, if it is known, the platform.</param>
/// <param name="Bytes">The bytes of the manifest.</param>
/// <param name="ConfigBytes">The bytes of its config.</param>
/// <param name="Layers">Its layers.</param>
internal sealed record RecordedManifest(
    Descriptor Content, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> ConfigBytes, IReadOnlyList<RecordedLayer> Layers)
{
    internal static RecordedManifest Of(PackedManifest manifest) => new(
        manifest.Content, manifest.ManifestBytes, manifest.ConfigBytes, [.. manifest.Layers.Select(RecordedLayer.Of)]);

    internal RecordedManifest Unchanged() => this with { Layers = [.. Layers.Select(layer => layer with { IsCached = true })] };

    internal PackedManifest Open()
    {
        // The empty descriptor stands for no layer, and may also stand beside layers of another program.
        var contents = Manifest.Parse(Bytes.Span).Layers;
        if (contents.Count != Layers.Count) contents = [.. contents.Where(layer => layer.MediaType != MediaType.Empty)];
        return new PackedManifest(Bytes, ConfigBytes, [.. Layers.Zip(contents, (layer, content) => layer.Open(content))]);
    }

    /// <summary>Whether the files of all layers exist and are unchanged.</summary>
    internal bool HasFiles()
    {
        try
        {
            foreach (var layer in Open().Layers) layer.Check();
            return true;
        }
        catch (OciException)
        {
            return false;
        }
    }

    internal static RecordedManifest Exchange(FieldStream fields, RecordedManifest? manifest) => new(
        fields.Descriptor(manifest?.Content),
        fields.Bytes(manifest?.Bytes ?? default),
        fields.Bytes(manifest?.ConfigBytes ?? default),
        fields.List(manifest?.Layers, RecordedLayer.Exchange));
}
