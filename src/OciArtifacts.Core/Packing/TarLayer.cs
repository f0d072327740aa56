using OciArtifacts.Core.Tar;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// Writes files as a tar archive that is the same for the same files: ordinal order, one time, one owner. Folders stand before what is in
/// them, for readers that do not make them.
/// </summary>
/// <param name="files">The files, in any order.</param>
/// <param name="time">The time of every entry.</param>
/// <param name="root">The folder that all are in; those above it get no entry, for readers that unpack into it. Empty for none.</param>
internal sealed class TarLayer(IReadOnlyList<PlannedFile> files, DateTimeOffset time, string root)
{
    private readonly long _time = time.ToUnixTimeSeconds();

    /// <summary>What stands before every path: <c>./</c> or nothing.</summary>
    internal string Prefix { get; init; } = "";

    /// <summary>Writes the archive, and says how many bytes the files have.</summary>
    internal async Task<long> WriteAsync(Stream output, CancellationToken cancellation)
    {
        long read = 0;
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in EntryOrder.Of(files))
        {
            foreach (var folder in EntryPath.Parents(file.EntryPath).Where(folder => folder.Length >= root.Length && folders.Add(folder)))
            {
                await output.WriteAsync(TarHeader.ForFolder(Prefix + folder, _time), cancellation).ConfigureAwait(false);
            }

            read += await WriteFileAsync(file, output, cancellation).ConfigureAwait(false);
        }

        await output.WriteAsync(TarHeader.End.ToArray(), cancellation).ConfigureAwait(false);
        return read;
    }

    private async Task<long> WriteFileAsync(PlannedFile file, Stream output, CancellationToken cancellation)
    {
        var source = SourceFile.Open(file.SourcePath);
        await using var disposal = source.ConfigureAwait(false);
        var size = source.Length;
        await output.WriteAsync(TarHeader.ForFile(Prefix + file.EntryPath, size, TarMode.Of(source, file.IsFromPackage), _time), cancellation).ConfigureAwait(false);
        var written = await SourceFile.CopyAsync(source, output.WriteAsync, cancellation).ConfigureAwait(false);
        if (written != size) throw SourceFile.Changed(file.SourcePath, size, written);
        await output.WriteAsync(new byte[TarHeader.PaddingAfter(size)], cancellation).ConfigureAwait(false);
        return size;
    }
}
