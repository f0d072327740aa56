using System.Formats.Tar;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Archives;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>Files on disk to pack, and archives read back.</summary>
internal static class PackedFiles
{
    /// <summary>
    /// Writes a file for each entry path, with the path as its content, and returns the planned files.
    /// </summary>
    internal static PlannedFile[] Plan(WorkFolder work, params string[] entryPaths) =>
        [.. entryPaths.Select((path, i) => new PlannedFile(work.Write($"source/{i}.txt", path), path))];

    internal static PlannedLayer TarLayer(string name, params PlannedFile[] files) =>
        new(name, "application/vnd.example.layer.v1.tar", LayerFormat.Tar, files);

    internal static PlannedLayer RawLayer(string name, string path) =>
        new(name, "application/octet-stream", LayerFormat.Raw, [new PlannedFile(path, "")]);

    internal static byte[] Archive(params PlannedFile[] files)
    {
        using var output = new MemoryStream();
        new TarLayer(Sources(files), DateTimeOffset.UnixEpoch, root: "").Write(output, CancellationToken.None);
        return output.ToArray();
    }

    internal static SourceList Sources(params PlannedFile[] files) => LayerPacker.SourcesOf(files, DigestCache.Empty());

    internal static IReadOnlyList<TarEntry> Read(byte[] archive)
    {
        using var reader = new TarReader(new MemoryStream(archive));
        var entries = new List<TarEntry>();
        while (reader.GetNextEntry(copyData: true) is { } entry) entries.Add(entry);
        return entries;
    }
}
