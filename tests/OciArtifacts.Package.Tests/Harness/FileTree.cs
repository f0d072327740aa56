using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>
/// Files by path, with mode and content, from a folder or from unpacked layers. Two trees are equal if their texts are.
/// </summary>
internal sealed class FileTree
{
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Plain = Read | UnixFileMode.UserWrite;

    private readonly SortedDictionary<string, (UnixFileMode Mode, DateTimeOffset Time, byte[] Bytes)> _files = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>The distinct times of all files.</summary>
    internal IReadOnlyCollection<DateTimeOffset> Times => [.. _files.Values.Select(file => file.Time).Distinct()];

    internal byte[] this[string path] => _files[path].Bytes;

    internal UnixFileMode ModeOf(string path) => _files[path].Mode;

    /// <summary>
    /// The files of a folder. Like in an artifact, all users can read each file, its owner can write it, and only the
    /// execute bits differ.
    /// </summary>
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

    /// <summary>
    /// The files of unpacked layers. A layer that is not an archive is one file with the title as its name.
    /// </summary>
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

    /// <summary>One line for each file: path, mode, digest.</summary>
    public override string ToString() => string.Join('\n', _files.Select(file =>
        $"{file.Key} {Convert.ToString((int)file.Value.Mode, 8)} {Convert.ToHexStringLower(SHA256.HashData(file.Value.Bytes))}"));

    private static bool IsOf(OciDescriptor layer, params string[] endings) =>
        endings.Any(ending => layer.MediaType.EndsWith(ending, StringComparison.Ordinal));

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

            Assert.IsTrue(
                entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile, $"{entry.Name} is a {entry.EntryType}.");
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
