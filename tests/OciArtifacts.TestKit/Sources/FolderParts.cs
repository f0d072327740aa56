using System.Text.RegularExpressions;

namespace OciArtifacts.TestKit.Sources;

/// <summary>
/// The parts of a folder of source files: the folders inside of it, and the files at its top. Uses are found by the
/// names of types, because a file needs no using directive for what stands above it.
/// </summary>
public sealed class FolderParts
{
    /// <summary>The files at the top of the folder.</summary>
    public const string Top = ".";

    private readonly Dictionary<string, SourceFile> _byType = new(StringComparer.Ordinal);
    private readonly SourceFile[] _files;

    /// <summary>Reads the files.</summary>
    /// <param name="source">The source files of the project.</param>
    /// <param name="folder">The folder, relative to that of the project.</param>
    public FolderParts(SourceFolder source, string folder)
    {
        // Transport.Exchange is the same as Exchange.
        var prefix = new Regex(
            $@"(?<![\w.])({string.Join('|', source.FoldersIn(folder).Select(Regex.Escape))})\.(?=[A-Z])", RegexOptions.CultureInvariant);
        _files = [.. source.FilesBelow(folder).Select(path => Read(Path.Combine(source.Root, folder), path, prefix))];
        foreach (var file in _files)
        {
            foreach (var type in file.Types) _byType[type] = file;
        }
    }

    /// <summary>The uses of another part.</summary>
    public IEnumerable<FolderUse> Uses() =>
        from file in _files
        from type in file.Names
        let used = _byType.GetValueOrDefault(type)
        where used is not null && used.Part != file.Part
        select new FolderUse(file.Name, file.Part, type, used.Part);

    /// <summary>The uses of a part that does not stand before the part that uses it.</summary>
    /// <param name="order">
    /// The folders inside, from the lowest to the highest. <see cref="Top"/> is the highest unless it is named.
    /// </param>
    public IEnumerable<FolderUse> UsesAgainst(string[] order)
    {
        string[] whole = order.Contains(Top, StringComparer.Ordinal) ? order : [.. order, Top];
        return Uses().Where(use => PositionOf(use) > Array.IndexOf(whole, use.From));

        // A file at the top that uses no folder inside stands below all of them.
        int PositionOf(FolderUse use) => use.To == Top && !UsesFolders(_byType[use.Type], []) ? -1 : Array.IndexOf(whole, use.To);
    }

    // A file can use a folder by way of other files at the top.
    private bool UsesFolders(SourceFile file, HashSet<SourceFile> seen) => seen.Add(file) && file.Names.Any(type =>
        _byType.TryGetValue(type, out var used) && (used.Part != Top || UsesFolders(used, seen)));

    private static SourceFile Read(string folder, string path, Regex prefix)
    {
        var source = File.ReadAllText(path);
        var parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
        return new SourceFile(
            parts[^1],
            parts.Length == 1 ? Top : parts[0],
            [.. SourceText.TypesIn(source)],
            SourceText.NamesIn(prefix.Replace(SourceText.CodeOf(source), "")));
    }

    private sealed record SourceFile(string Name, string Part, string[] Types, HashSet<string> Names);
}
