using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>Lists the files of archives. Memory and time are limited, whatever an archive claims to hold.</summary>
internal static class ArchiveReader
{
    /// <summary>
    /// How many bytes are unpacked of an archive that is compressed as a whole, as in Helm (helm.sh/helm,
    /// pkg/chart/loader/archive).
    /// </summary>
    internal const long MostUnpacked = 100 * 1024 * 1024;

    /// <summary>The size of the largest file whose bytes are kept.</summary>
    internal const int LargestKept = 5 * 1024 * 1024;

    private const int MostEntries = 100_000;

    /// <summary>The files of a zip or tar archive, in their order. The tar may be compressed by gzip or zstd.</summary>
    /// <param name="open">Opens the archive; the stream can seek.</param>
    /// <param name="most">How many bytes are unpacked of an archive that is compressed as a whole.</param>
    /// <exception cref="InvalidDataException">The stream is not an archive, is damaged, or is too large.</exception>
    internal static IReadOnlyList<ArchiveEntry> Read(Func<Stream> open, long most = MostUnpacked)
    {
        using var file = open();
        Span<byte> head = stackalloc byte[4];
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (head.StartsWith("PK"u8)) return [.. ReadZip(file, open)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            return ReadTar(gzip, most);
        }

        return head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? ReadZstd(file, most) : ReadTar(file, long.MaxValue);
    }

    /// <summary>The bytes of a file in an archive.</summary>
    /// <exception cref="JsonException">The file is larger than <paramref name="most"/>, or was not kept.</exception>
    internal static byte[] Content(ArchiveEntry entry, int most)
    {
        var bytes = entry.Size <= most ? entry.Read() : null;
        return bytes is not null && bytes.Length <= most ? bytes : throw new JsonException($"It has more than {most} bytes.");
    }

    // The only method that names ZstdSharp, so that the assembly is loaded only for zstd.
    private static IReadOnlyList<ArchiveEntry> ReadZstd(Stream file, long most)
    {
        try
        {
            using var zstd = new ZstdSharp.DecompressionStream(file);
            return ReadTar(zstd, most);
        }
        catch (ZstdSharp.ZstdException problem)
        {
            throw new InvalidDataException(problem.Message, problem);
        }
    }

    private static IEnumerable<ArchiveEntry> ReadZip(Stream file, Func<Stream> open)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
        {
            var name = entry.FullName;
            yield return new ArchiveEntry(PathOf(name), entry.Length, () => ReadFromZip(open, name));
        }
    }

    private static byte[]? ReadFromZip(Func<Stream> open, string name)
    {
        using var zip = new ZipArchive(open(), ZipArchiveMode.Read);
        using var content = zip.GetEntry(name)!.Open();
        return ReadKept(content);
    }

    // Links are listed as files without bytes: readers of archives take them for empty files, or refuse them.
    private static IReadOnlyList<ArchiveEntry> ReadTar(Stream stream, long most)
    {
        var (entries, left) = (new List<ArchiveEntry>(), MostUnpacked);
        using var tar = new TarReader(stream, leaveOpen: true);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes) continue;
            if (entries.Count == MostEntries) throw new InvalidDataException($"It has more than {MostEntries} files.");
            if ((most -= entry.Length) <= 0)
            {
                throw new InvalidDataException($"Its files have {MostUnpacked} bytes or more, and no more are unpacked.");
            }

            var path = PathOf(entry.Name);
            var isKept = entry.Length <= Math.Min(left, LargestKept) && NeedsContent(path);
            if (isKept) left -= entry.Length;
            var bytes = !isKept ? null : entry.DataStream is { } content ? ReadKept(content) : [];
            entries.Add(new ArchiveEntry(path, entry.Length, () => bytes));
        }

        // Bytes that are not an archive often look like the end of a tar.
        return entries.Count > 0 ? entries : throw new InvalidDataException("It has no file in it.");
    }

    // Metadata is at the top or in the one folder there.
    private static bool NeedsContent(string path) =>
        path.Count(c => c == '/') <= 1 || ChartFiles.NeedsContent(path) || BundleFiles.NeedsContent(path);

    private static byte[]? ReadKept(Stream content)
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

    // Bundles of OPA have paths that begin with /.
    private static string PathOf(string name) => ArchivePath.Normalize(name.TrimStart('/'))
        ?? throw new InvalidDataException($"It has a file '{name}', which leads out of the folder that it is unpacked into.");
}
