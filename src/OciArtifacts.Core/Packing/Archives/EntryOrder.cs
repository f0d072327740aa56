namespace OciArtifacts.Core.Packing.Archives;

/// <summary>
/// The order of the files in an archive: ordinal by path, so that the same files give the same bytes. No path occurs
/// twice.
/// </summary>
internal static class EntryOrder
{
    /// <exception cref="OciException">
    /// Two files have the same path, or one file has a path below another file
    /// (<see cref="OciErrorCode.DuplicatePath"/>); or a path is invalid (<see cref="OciErrorCode.InvalidName"/>).
    /// </exception>
    internal static IReadOnlyList<SourceFile> Of(IEnumerable<SourceFile> files)
    {
        var ordered = files.OrderBy(file => file.EntryPath, StringComparer.Ordinal).ToList();
        foreach (var (file, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (file.EntryPath == next.EntryPath) throw Duplicate(file, next);
        }

        var paths = ordered.Select(file => file.EntryPath).ToHashSet(StringComparer.Ordinal);
        foreach (var file in ordered)
        {
            if (file.EntryPath.Contains('\\', StringComparison.Ordinal)) throw FileProblem.Backslash(file.Path);
            EntryPath.Check(file.EntryPath);
            var folder = EntryPath.Parents(file.EntryPath).FirstOrDefault(paths.Contains);
            if (folder is not null) throw Duplicate(ordered.First(other => other.EntryPath == folder), file);
        }

        return ordered;
    }

    private static OciException Duplicate(SourceFile file, SourceFile other) => new(
        OciErrorCode.DuplicatePath,
        $"'{file.Path}' and '{other.Path}' both need the path '{file.EntryPath}' in a layer. "
            + "Give one of them another target path or layer.")
    {
        Remedy = Remedy.File,
    };
}
