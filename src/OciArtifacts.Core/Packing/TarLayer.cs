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

    /// <summary>Writes the archive, and says how many bytes the files have.</summary>
    internal async Task<long> WriteAsync(Stream output, CancellationToken cancellation)
    {
        long read = 0;
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in InOrder())
        {
            foreach (var folder in EntryPath.Parents(file.EntryPath).Where(folder => folder.Length >= root.Length && folders.Add(folder)))
            {
                await output.WriteAsync(TarHeader.ForFolder(folder, _time), cancellation).ConfigureAwait(false);
            }

            read += await WriteFileAsync(file, output, cancellation).ConfigureAwait(false);
        }

        await output.WriteAsync(TarHeader.End.ToArray(), cancellation).ConfigureAwait(false);
        return read;
    }

    private List<PlannedFile> InOrder()
    {
        var ordered = files.OrderBy(file => file.EntryPath, StringComparer.Ordinal).ToList();
        foreach (var (file, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (file.EntryPath == next.EntryPath) throw Duplicate(file, next);
        }

        var names = ordered.Select(file => file.EntryPath).ToHashSet(StringComparer.Ordinal);
        foreach (var file in ordered)
        {
            EntryPath.Check(file.EntryPath);
            var folder = EntryPath.Parents(file.EntryPath).FirstOrDefault(names.Contains);
            if (folder is not null) throw Duplicate(ordered.First(other => other.EntryPath == folder), file);
        }

        return ordered;
    }

    private static OciException Duplicate(PlannedFile file, PlannedFile other) => new(
        OciErrorCode.DuplicatePath,
        $"'{file.SourcePath}' and '{other.SourcePath}' both want the path '{file.EntryPath}'. Give one of them another TargetPath or layer.");

    private async Task<long> WriteFileAsync(PlannedFile file, Stream output, CancellationToken cancellation)
    {
        var source = SourceFile.Open(file.SourcePath);
        await using var disposal = source.ConfigureAwait(false);
        var size = source.Length;
        await output.WriteAsync(TarHeader.ForFile(file.EntryPath, size, TarMode.Of(source, file.IsFromPackage), _time), cancellation).ConfigureAwait(false);
        var written = await SourceFile.CopyAsync(source, output.WriteAsync, cancellation).ConfigureAwait(false);
        if (written != size) throw SourceFile.Changed(file.SourcePath, size, written);
        await output.WriteAsync(new byte[TarHeader.PaddingAfter(size)], cancellation).ConfigureAwait(false);
        return size;
    }
}
