using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>A layer of a <see cref="PackRecord"/>.</summary>
/// <param name="Name">Its name in the plan.</param>
/// <param name="Content">Its descriptor, without annotations: the manifest has them.</param>
/// <param name="Path">The file that holds its bytes, an absolute path.</param>
/// <param name="FileCount">How many files are in it.</param>
internal sealed record RecordedLayer(string Name, Descriptor Content, string Path, int FileCount)
{
    /// <summary>Whether it is what an earlier run packed or hashed.</summary>
    internal bool IsCached { get; init; }

    private FileStamp? Stamp { get; init; }

    internal static RecordedLayer Of(PackedLayer layer) => new(layer.Name, layer.Content with { Annotations = null }, layer.Path, layer.FileCount)
    {
        IsCached = layer.IsCached,
        Stamp = layer.Stamp,
    };

    internal PackedLayer Open(Descriptor content) => new(Name, content, Path, FileCount) { Stamp = Stamp, IsCached = IsCached };

    internal static RecordedLayer Exchange(FieldStream fields, RecordedLayer? layer) => new(
        fields.Text(layer?.Name), fields.Descriptor(layer?.Content), fields.Text(layer?.Path), (int)fields.Number(layer?.FileCount ?? 0))
    {
        IsCached = fields.Flag(layer?.IsCached ?? false),
        Stamp = FileStamp.Parse(fields.Optional(layer?.Stamp?.ToString())),
    };
}
