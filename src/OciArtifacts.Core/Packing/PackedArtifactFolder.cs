using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// A packed artifact on disk, so that one task packs it and another pushes it: <c>manifest.json</c>, the manifest or the index byte for byte, and
/// <c>contents.json</c>, which has the configs and says where the layers' bytes are. Written last to first, so that a folder with a manifest is
/// whole.
/// </summary>
public sealed class PackedArtifactFolder(string folder)
{
    /// <summary>The files that say what was packed, absolute paths.</summary>
    public IReadOnlyList<string> Files => [ContentsPath, RootPath];

    private string RootPath => Path.Combine(folder, "manifest.json");

    private string ContentsPath => Path.Combine(folder, "contents.json");

    /// <summary>Writes the artifact down. The layers' files stay where they are.</summary>
    /// <exception cref="OciException">It cannot be written.</exception>
    public void Save(PackedArtifact artifact)
    {
        var contents = new PackedContents([.. artifact.Manifests.Select(EntryOf)], [.. artifact.Referrers.Select(EntryOf)]);
        var bytes = OciJson.ToReadableBytes(contents, PackedJsonContext.Default.PackedContents);
        AtomicFile.WriteAllBytes(ContentsPath, bytes);
        AtomicFile.WriteAllBytes(RootPath, artifact.RootBytes);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="OciException">Nothing was packed, or it cannot be read.</exception>
    public PackedArtifact Load()
    {
        try
        {
            var root = File.ReadAllBytes(RootPath);
            var bytes = File.ReadAllBytes(ContentsPath);
            var contents = OciJson.Parse(bytes, PackedJsonContext.Default.PackedContents, "list of packed contents");
            return contents.Manifests.Length > 0
                ? new PackedArtifact(root, [.. contents.Manifests.Select(ManifestOf)], [.. contents.Referrers.Select(ManifestOf)])
                : throw new OciException(OciErrorCode.MalformedContent, $"'{ContentsPath}' names no manifest. Pack again.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"No packed artifact can be read in '{folder}': {problem.Message} Pack first.", problem);
        }
    }

    private static PackedManifestEntry EntryOf(PackedManifest manifest) => new(
        manifest.ManifestBytes.ToArray(),
        manifest.ConfigBytes.ToArray(),
        [.. manifest.Layers.Select(layer => new PackedLayerEntry(layer.Name, layer.Path, layer.FileCount, layer.Stamp?.ToString()))]);

    private static PackedManifest ManifestOf(PackedManifestEntry entry) =>
        new(entry.Manifest, entry.Config, [.. entry.Layers.Zip(Manifest.Parse(entry.Manifest).Layers, WithContent)]);

    private static PackedLayer WithContent(PackedLayerEntry entry, Descriptor content) =>
        new(entry.Name, content, entry.Path, entry.FileCount) { Stamp = FileStamp.Parse(entry.Stamp) };
}
