using System.IO.Compression;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>
/// Writes files as a zip archive. The same files give the same bytes: the order is ordinal, all entries have one time,
/// and modes are those of a tar archive. Folders get no entry.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="time">
/// The time of every entry. An earlier time than 1980, which zip cannot express, is written as 1980.
/// </param>
/// <param name="level">How hard to compress.</param>
internal sealed class ZipLayer(SourceList files, DateTimeOffset time, CompressionLevel level)
{
    private const int RegularFile = 0x8000;

    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <exception cref="OciException">A file is missing, cannot be read, or changed while it was read.</exception>
    internal void Write(Stream output, CancellationToken cancellation)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        for (var i = 0; i < files.Files.Count; i++)
        {
            var entry = archive.CreateEntry(files.Files[i].EntryPath, level);
            entry.LastWriteTime = time.ToUniversalTime() < Earliest ? Earliest : time.ToUniversalTime();
            Stream? target = null;
            try
            {
                files.Read(
                    i,
                    (_, mode) =>
                    {
                        entry.ExternalAttributes = (RegularFile | (int)mode) << 16;
                        target = entry.Open();
                    },
                    bytes => target!.Write(bytes),
                    cancellation);
            }
            finally
            {
                target?.Dispose();
            }
        }
    }
}
