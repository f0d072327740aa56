using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// A packed artifact on disk, so that one task packs it and another pushes it: <c>manifest.json</c> and <c>config.blob</c> byte for byte, and
/// <c>layers.json</c>, which says where the layers' bytes are, and <c>referrers.json</c> with what is attached. Written last to first, so that a
/// folder with a manifest is whole.
/// </summary>
public sealed class PackedArtifactFolder(string folder)
{
    private string ManifestPath => Path.Combine(folder, "manifest.json");

    private string ConfigPath => Path.Combine(folder, "config.blob");

    private string LayersPath => Path.Combine(folder, "layers.json");

    private string ReferrersPath => Path.Combine(folder, "referrers.json");

    /// <summary>Writes the artifact down. The layers' files stay where they are.</summary>
    /// <exception cref="OciException">It cannot be written.</exception>
    public async Task SaveAsync(PackedArtifact artifact, CancellationToken cancellation)
    {
        var attached = artifact.Referrers.Select(one => new PackedReferrerEntry(one.ManifestBytes.ToArray(), one.ConfigBytes.ToArray(), EntriesOf(one))).ToArray();
        var referrers = OciJson.ToReadableBytes(attached, PackedJsonContext.Default.PackedReferrerEntryArray);
        var layers = OciJson.ToReadableBytes(EntriesOf(artifact), PackedJsonContext.Default.PackedLayerEntryArray);
        await AtomicFile.WriteAllBytesAsync(ReferrersPath, referrers, cancellation).ConfigureAwait(false);
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
            var referrers = await File.ReadAllBytesAsync(ReferrersPath, cancellation).ConfigureAwait(false);
            var attached = OciJson.Parse(referrers, PackedJsonContext.Default.PackedReferrerEntryArray, "list of packed referrers");
            var entries = OciJson.Parse(layers, PackedJsonContext.Default.PackedLayerEntryArray, "list of packed layers");
            return ArtifactOf(manifestBytes, config, entries).With([.. attached.Select(one => ArtifactOf(one.Manifest, one.Config, one.Layers))]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"No packed artifact can be read in '{folder}': {problem.Message} Pack first.", problem);
        }
    }

    private static PackedLayerEntry[] EntriesOf(PackedArtifact artifact) =>
        [.. artifact.Layers.Select(layer => new PackedLayerEntry(layer.Name, layer.Path, layer.FileCount))];

    private static PackedArtifact ArtifactOf(byte[] manifest, byte[] config, PackedLayerEntry[] layers) =>
        new(manifest, config, [.. layers.Zip(Manifest.Parse(manifest).Layers, WithContent)]);

    private static PackedLayer WithContent(PackedLayerEntry entry, Descriptor content) =>
        new(entry.Name, content, entry.Path, entry.FileCount);
}
