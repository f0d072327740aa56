using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>Reads archives of any kind, in a memory and a time that do not depend on what they claim.</summary>
internal static class ArchiveReader
{
    /// <summary>How many bytes are unpacked of what is compressed as a whole, as Helm does (helm.sh/helm, pkg/chart/loader/archive).</summary>
    internal const long MostUnpacked = 100 * 1024 * 1024;

    /// <summary>How large a file is whose bytes are kept.</summary>
    internal const int LargestKept = 5 * 1024 * 1024;

    private const int MostEntries = 100_000;

    /// <summary>The files of an archive, in its order.</summary>
    /// <param name="open">Opens it; the stream can seek.</param>
    /// <param name="most">How many bytes are unpacked of what is compressed as a whole.</param>
    /// <exception cref="InvalidDataException">It is none, or too large.</exception>
    internal static IReadOnlyList<ArchiveEntry> Read(Func<Stream> open, long most = MostUnpacked)
    {
        using var file = open();
        Span<byte> head = stackalloc byte[4];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (head.StartsWith("PK"u8)) return [.. OfZip(file, open)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            return OfTar(gzip, most);
        }

        if (head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
        {
            using var zstd = Unpacked(file);
            return OfTar(zstd, most);
        }

        return OfTar(file, long.MaxValue);
    }

    /// <summary>The bytes of a file in an archive.</summary>
    /// <exception cref="JsonException">It has more than so many.</exception>
    internal static byte[] Content(ArchiveEntry entry, int most) =>
        entry.Size <= most && entry.Read() is { } bytes && bytes.Length <= most ? bytes : throw new JsonException($"It has more than {most} bytes.");

    // A method of its own, so that zstd is loaded where there is some only.
    private static Stream Unpacked(Stream file) => new ZstdSharp.DecompressionStream(file);

    private static IEnumerable<ArchiveEntry> OfZip(Stream file, Func<Stream> open)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            var name = entry.FullName;
            yield return new ArchiveEntry(PathOf(name), entry.Length, () => OfZip(open, name));
        }
    }

    private static byte[]? OfZip(Func<Stream> open, string name)
    {
        using var zip = new ZipArchive(open(), ZipArchiveMode.Read);
        using var content = zip.GetEntry(name)!.Open();
        return Kept(content);
    }

    // What links lead to is not looked for: readers of archives take them for empty files, or refuse them. Only the bytes of what may be asked for are kept.
    private static IReadOnlyList<ArchiveEntry> OfTar(Stream stream, long most)
    {
        var (entries, left) = (new List<ArchiveEntry>(), MostUnpacked);
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes) continue;
            if (entries.Count == MostEntries) throw new InvalidDataException($"It has more than {MostEntries} files.");
            if ((most -= entry.Length) <= 0) throw new InvalidDataException($"Its files have {MostUnpacked} bytes or more, and no more are unpacked.");
            var path = PathOf(entry.Name);
            var isKept = entry.Length <= Math.Min(left, LargestKept) && (path.Count(c => c == '/') <= 1 || ChartFiles.NeedsContent(path) || BundleFiles.NeedsContent(path));
            if (isKept) left -= entry.Length;
            var bytes = !isKept ? null : entry.DataStream is { } content ? Kept(content) : [];
            entries.Add(new ArchiveEntry(path, entry.Length, () => bytes));
        }

        // What is no archive often looks like the end of one.
        return entries.Count > 0 ? entries : throw new InvalidDataException("It has no file in it.");
    }

    private static byte[]? Kept(Stream content)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > LargestKept) return null;
            bytes.Write(buffer.AsSpan(0, read));
        }

        return bytes.ToArray();
    }

    private static string PathOf(string name) =>
        // Bundles of OPA have paths that begin with /.
        ArchivePath.Clean(name.TrimStart('/')) ?? throw new InvalidDataException($"It has a file '{name}', which leads out of the folder that it is unpacked into.");
}
