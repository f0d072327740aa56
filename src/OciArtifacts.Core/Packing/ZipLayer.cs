using System.IO.Compression;
using OciArtifacts.Core.Tar;

namespace OciArtifacts.Core.Packing;

/// <summary>Writes files as a zip archive that is the same for the same files: ordinal order, one time, modes as in a tar archive. Folders get no entry.</summary>
/// <param name="files">The files, in any order.</param>
/// <param name="time">The time of every entry; zip knows none before 1980.</param>
/// <param name="level">How hard to compress.</param>
internal sealed class ZipLayer(IReadOnlyList<PlannedFile> files, DateTimeOffset time, CompressionLevel level)
{
    private const int RegularFile = 0x8000;

    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive, and says how many bytes the files have.</summary>
    internal async Task<long> WriteAsync(Stream output, CancellationToken cancellation)
    {
        long read = 0;
        var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        await using var disposal = archive.ConfigureAwait(false);
        foreach (var file in EntryOrder.Of(files))
        {
            read += await WriteFileAsync(archive, file, cancellation).ConfigureAwait(false);
        }

        return read;
    }

    private async Task<long> WriteFileAsync(ZipArchive archive, PlannedFile file, CancellationToken cancellation)
    {
        var source = SourceFile.Open(file.SourcePath);
        await using var disposal = source.ConfigureAwait(false);
        var size = source.Length;
        var entry = archive.CreateEntry(file.EntryPath, level);
        entry.LastWriteTime = time.ToUniversalTime() < Earliest ? Earliest : time.ToUniversalTime();
        entry.ExternalAttributes = (RegularFile | (int)TarMode.Of(source, file.IsFromPackage)) << 16;
        var target = await entry.OpenAsync(cancellation).ConfigureAwait(false);
        await using var targetDisposal = target.ConfigureAwait(false);
        var written = await SourceFile.CopyAsync(source, target.WriteAsync, cancellation).ConfigureAwait(false);
        return written == size ? size : throw SourceFile.Changed(file.SourcePath, size, written);
    }
}
