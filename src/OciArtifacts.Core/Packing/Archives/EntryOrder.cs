namespace OciArtifacts.Core.Packing.Archives;

/// <summary>The order of files in an archive: ordinal, so that the same files give the same bytes; and each path once.</summary>
internal static class EntryOrder
{
    /// <exception cref="OciException">Two files want one path, or a path is none.</exception>
    internal static IReadOnlyList<SourceFile> Of(IEnumerable<SourceFile> files)
    {
        var ordered = files.OrderBy(file => file.EntryPath, StringComparer.Ordinal).ToList();
        foreach (var (file, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (file.EntryPath == next.EntryPath) throw Duplicate(file, next);
        }

        var names = ordered.Select(file => file.EntryPath).ToHashSet(StringComparer.Ordinal);
        foreach (var file in ordered)
        {
            if (file.EntryPath.Contains('\\', StringComparison.Ordinal)) throw FileProblem.Backslash(file.Path);
            EntryPath.Check(file.EntryPath);
            var folder = EntryPath.Parents(file.EntryPath).FirstOrDefault(names.Contains);
            if (folder is not null) throw Duplicate(ordered.First(other => other.EntryPath == folder), file);
        }

        return ordered;
    }

    private static OciException Duplicate(SourceFile file, SourceFile other) => new(
        OciErrorCode.DuplicatePath,
        $"'{file.Path}' and '{other.Path}' both want the path '{file.EntryPath}'. Give one of them another TargetPath or layer.");
}
