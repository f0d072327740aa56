using System.IO.Compression;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>Writes files as a zip archive that is the same for the same files: ordinal order, one time, modes as in a tar archive. Folders get no entry.</summary>
/// <param name="files">The files.</param>
/// <param name="time">The time of every entry; zip knows none before 1980.</param>
/// <param name="level">How hard to compress.</param>
internal sealed class ZipLayer(SourceList files, DateTimeOffset time, CompressionLevel level)
{
    private const int RegularFile = 0x8000;

    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive.</summary>
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
