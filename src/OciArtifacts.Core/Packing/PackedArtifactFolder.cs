using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// A packed artifact on disk, so that one task packs it and another pushes it: <c>manifest.json</c> and <c>config.blob</c> byte for byte, and
/// <c>layers.json</c>, which says where the layers' bytes are. Written last to first, so that a folder with a manifest is whole.
/// </summary>
public sealed class PackedArtifactFolder(string folder)
{
    private string ManifestPath => Path.Combine(folder, "manifest.json");

    private string ConfigPath => Path.Combine(folder, "config.blob");

    private string LayersPath => Path.Combine(folder, "layers.json");

    /// <summary>Writes the artifact down. The layers' files stay where they are.</summary>
    /// <exception cref="OciException">It cannot be written.</exception>
    public async Task SaveAsync(PackedArtifact artifact, CancellationToken cancellation)
    {
        var entries = artifact.Layers.Select(layer => new PackedLayerEntry(layer.Name, layer.Path, layer.FileCount)).ToArray();
        var layers = OciJson.ToReadableBytes(entries, PackedJsonContext.Default.PackedLayerEntryArray);
        await AtomicFile.WriteAllBytesAsync(LayersPath, layers, cancellation).ConfigureAwait(false);
        await AtomicFile.WriteAllBytesAsync(ConfigPath, artifact.ConfigBytes, cancellation).ConfigureAwait(false);
        await AtomicFile.WriteAllBytesAsync(ManifestPath, artifact.ManifestBytes, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads what <see cref="SaveAsync"/> wrote.</summary>
    /// <exception cref="OciException">Nothing was packed, or it cannot be read.</exception>
    public async Task<PackedArtifact> LoadAsync(CancellationToken cancellation)
    {
        try
        {
            var manifestBytes = await File.ReadAllBytesAsync(ManifestPath, cancellation).ConfigureAwait(false);
            var config = await File.ReadAllBytesAsync(ConfigPath, cancellation).ConfigureAwait(false);
            var layers = await File.ReadAllBytesAsync(LayersPath, cancellation).ConfigureAwait(false);
            var entries = OciJson.Parse(layers, PackedJsonContext.Default.PackedLayerEntryArray, "list of packed layers");
            var contents = Manifest.Parse(manifestBytes).Layers;
            return new PackedArtifact(manifestBytes, config, [.. entries.Zip(contents, WithContent)]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"No packed artifact can be read in '{folder}': {problem.Message} Pack first.", problem);
        }
    }

    private static PackedLayer WithContent(PackedLayerEntry entry, Descriptor content) =>
        new(entry.Name, content, entry.Path, entry.FileCount);
}
