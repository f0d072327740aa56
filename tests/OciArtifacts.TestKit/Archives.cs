using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace OciArtifacts.TestKit;

/// <summary>Writes archives with text files.</summary>
public static class Archives
{
    public static byte[] ZipOf(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    public static byte[] TarOf(params (string Path, byte[] Bytes)[] files)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(content) });
            }
        }

        return bytes.ToArray();
    }

    public static byte[] TarGzipOf(params (string Path, string Text)[] files) =>
        GzipOf(TarOf([.. files.Select(file => (file.Path, Encoding.UTF8.GetBytes(file.Text)))]));

    public static byte[] GzipOf(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return bytes.ToArray();
    }
}
