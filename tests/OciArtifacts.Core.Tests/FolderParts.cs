using System.Text.RegularExpressions;

namespace OciArtifacts.Core.Tests;

/// <summary>
/// The parts of a folder of the library: the folders inside of it, and the files at its top. Uses are found by the
/// names of types, because a file needs no using directive for what stands above it.
/// </summary>
internal sealed class FolderParts
{
    /// <summary>The files at the top of the folder.</summary>
    internal const string Top = ".";

    private readonly string[] _order;
    private readonly Dictionary<string, SourceFile> _byType = new(StringComparer.Ordinal);
    private readonly SourceFile[] _files;

    /// <summary>Reads the files.</summary>
    /// <param name="folder">The folder, relative to the folder of the library.</param>
    /// <param name="order">
    /// The folders inside, from the lowest to the highest. <see cref="Top"/> is the highest unless it is named.
    /// </param>
    internal FolderParts(string folder, string[] order)
    {
        _order = order.Contains(Top, StringComparer.Ordinal) ? order : [.. order, Top];
        _files = [.. SourceText.FilesBelow(folder).Select(path => Read(Path.Combine(SourceText.Root, folder), path))];
        foreach (var file in _files)
        {
            foreach (var type in file.Types) _byType[type] = file;
        }
    }

    /// <summary>What a part uses although it does not stand before that part in the order.</summary>
    internal IEnumerable<(string File, string From, string Type, string To)> UsesAgainstOrder() =>
        from file in _files
        from type in file.Names
        let used = _byType.GetValueOrDefault(type)
        where used is not null && PositionOf(used) > Array.IndexOf(_order, file.Part)
        select (file.Name, file.Part, type, used.Part);

    // A file at the top that uses no folder inside stands below all of them.
    private int PositionOf(SourceFile used) => used.Part == Top && !UsesFolders(used, []) ? -1 : Array.IndexOf(_order, used.Part);

    // A file can use a folder by way of other files at the top.
    private bool UsesFolders(SourceFile file, HashSet<SourceFile> seen) => seen.Add(file) && file.Names.Any(type =>
        _byType.TryGetValue(type, out var used) && (used.Part != Top || UsesFolders(used, seen)));

    private SourceFile Read(string folder, string path)
    {
        var source = File.ReadAllText(path);

        // Transport.Exchange is the same as Exchange.
        var folders = string.Join('|', _order.Except([Top]).Select(Regex.Escape));
        var code = Regex.Replace(SourceText.CodeOf(source), $@"(?<![\w.])({folders})\.(?=[A-Z])", "", RegexOptions.CultureInvariant);
        var parts = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar);
        return new SourceFile(parts[^1], parts.Length == 1 ? Top : parts[0], [.. SourceText.TypesIn(source)], SourceText.NamesIn(code));
    }

    private sealed record SourceFile(string Name, string Part, string[] Types, HashSet<string> Names);
}
