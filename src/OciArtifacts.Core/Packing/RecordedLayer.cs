using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>A layer of a <see cref="PackRecord"/>.</summary>
/// <param name="Name">The name in the plan.</param>
/// <param name="Content">The descriptor without annotations, because the manifest has them.</param>
/// <param name="Path">The file with the bytes, an absolute path.</param>
/// <param name="FileCount">The number of files in the layer.</param>
internal sealed record RecordedLayer(string Name, Descriptor Content, string Path, int FileCount)
{
    /// <summary>Whether an earlier run packed or hashed the layer.</summary>
    internal bool IsCached { get; init; }

    private FileStamp? Stamp { get; init; }

    // Null if it is the digest of the content.
    private string? UncompressedDigest { get; init; }

    internal static RecordedLayer Of(PackedLayer layer) =>
        new(layer.Name, layer.Content with { Annotations = null }, layer.Path, layer.FileCount)
        {
            IsCached = layer.IsCached,
            Stamp = layer.Stamp,
            UncompressedDigest = layer.UncompressedDigest == layer.Content.Digest ? null : layer.UncompressedDigest.ToString(),
        };

    internal PackedLayer Open(Descriptor content) => new(Name, content, Path, FileCount)
    {
        Stamp = Stamp,
        IsCached = IsCached,
        UncompressedDigest = UncompressedDigest is null ? content.Digest : Digest.Parse(UncompressedDigest),
    };

    internal static RecordedLayer Exchange(FieldStream fields, RecordedLayer? layer) => new(
        fields.Text(layer?.Name), fields.Descriptor(layer?.Content), fields.Text(layer?.Path), (int)fields.Number(layer?.FileCount ?? 0))
    {
        IsCached = fields.Flag(layer?.IsCached ?? false),
        Stamp = FileStamp.Parse(fields.Optional(layer?.Stamp?.ToString())),
        UncompressedDigest = fields.Optional(layer?.UncompressedDigest),
    };
}
