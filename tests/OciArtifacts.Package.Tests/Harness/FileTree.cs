using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>Files by path, with mode and content: on disk, or as layers unpack to. Two are equal when their texts are.</summary>
internal sealed class FileTree
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Plain = Read | UnixFileMode.UserWrite;

    private readonly SortedDictionary<string, (UnixFileMode Mode, DateTimeOffset Time, byte[] Bytes)> _files = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>The times of all files, each once.</summary>
    internal IReadOnlyCollection<DateTimeOffset> Times => [.. _files.Values.Select(file => file.Time).Distinct()];

    internal byte[] this[string path] => _files[path].Bytes;

    internal UnixFileMode ModeOf(string path) => _files[path].Mode;

    /// <summary>What is below a folder. Modes are those that an artifact keeps: who may execute; read by all, written by the owner.</summary>
    internal static FileTree Of(string folder)
    {
        var tree = new FileTree();
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var file in Directory.EnumerateFiles(folder, "*", all))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            var execute = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file) & Execute;
            tree._files[path] = (Plain | execute, default, File.ReadAllBytes(file));
        }

        return tree;
    }

    /// <summary>What layers unpack to; what is no archive is a file of its title.</summary>
    internal static FileTree OfLayers(IEnumerable<(OciDescriptor Layer, byte[] Bytes)> layers)
    {
        var tree = new FileTree();
        foreach (var (layer, bytes) in layers)
        {
            if (IsOf(layer, ".tar+gzip", "+tar.gz")) tree.Add(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
            else if (IsOf(layer, ".tar", "+tar")) tree.Add(new MemoryStream(bytes));
            else tree._files[layer.Title] = (Plain, default, bytes);
        }

        return tree;
    }

    /// <summary>A line a file: path, mode, digest.</summary>
    public override string ToString() => string.Join('\n', _files.Select(file =>
        $"{file.Key} {Convert.ToString((int)file.Value.Mode, 8)} {Convert.ToHexStringLower(SHA256.HashData(file.Value.Bytes))}"));

    private static bool IsOf(OciDescriptor layer, params string[] endings) => endings.Any(ending => layer.MediaType.EndsWith(ending, StringComparison.Ordinal));

    private void Add(Stream archive)
    {
        using var reader = new TarReader(archive);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            Assert.AreEqual((0, 0), (entry.Uid, entry.Gid), entry.Name);
            if (entry.EntryType == TarEntryType.Directory)
            {
                Assert.AreEqual(Plain | Execute, entry.Mode, entry.Name);
                continue;
            }

            Assert.IsTrue(entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile, $"{entry.Name} is a {entry.EntryType}.");
            _files[entry.Name] = (entry.Mode, entry.ModificationTime, BytesOf(entry));
        }
    }

    private static byte[] BytesOf(TarEntry entry)
    {
        using var bytes = new MemoryStream();
        entry.DataStream?.CopyTo(bytes);
        return bytes.ToArray();
    }
}
