namespace OciArtifacts.Core.Tests;

/// <summary>
/// The parts of a folder of the library: the folders inside of it, and each file at its top. Uses are found by the names of types, because
/// a file needs no using directive for what stands above it.
/// </summary>
internal sealed class FolderParts
{
    private readonly string[] _order;
    private readonly Dictionary<string, SourceFile> _byType = new(StringComparer.Ordinal);
    private readonly SourceFile[] _files;

    /// <summary>Reads the files.</summary>
    /// <param name="folder">The folder, below the folder of the library.</param>
    /// <param name="order">The folders inside, from the lowest to the highest.</param>
    internal FolderParts(string folder, string[] order)
    {
        _order = order;
        _files = [.. SourceText.FilesBelow(folder).Select(path => Read(Path.Combine(SourceText.Root, folder), path))];
        foreach (var file in _files)
        {
            foreach (var type in file.Types) _byType[type] = file;
        }
    }

    /// <summary>What a folder inside uses although it does not stand before it in the order.</summary>
    internal IEnumerable<(string File, string From, string Type, string To)> UsesAgainstOrder() =>
        from file in _files
        where IsFolder(file.Part)
        from type in file.Names
        where _byType.TryGetValue(type, out var used) && !MayUse(file.Part, used)
        select (file.Name, file.Part, type, _byType[type].Part);

    private bool MayUse(string part, SourceFile used) => IsFolder(used.Part)
        ? Array.IndexOf(_order, used.Part) <= Array.IndexOf(_order, part)
        : !UsesFolders(used, []);

    // Also by way of other files at the top.
    private bool UsesFolders(SourceFile file, HashSet<SourceFile> seen) => seen.Add(file) && file.Names.Any(type =>
        _byType.TryGetValue(type, out var used) && (IsFolder(used.Part) || UsesFolders(used, seen)));

    private bool IsFolder(string part) => _order.Contains(part, StringComparer.Ordinal);

    private SourceFile Read(string folder, string path)
    {
        var source = File.ReadAllText(path);
        var code = SourceText.CodeOf(source);

        // Transport.Exchange is the same as Exchange.
        foreach (var inside in _order) code = code.Replace($"{inside}.", "", StringComparison.Ordinal);
        var part = Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0];
        return new SourceFile(Path.GetFileName(path), part, [.. SourceText.TypesIn(source)], SourceText.NamesIn(code));
    }

    private sealed record SourceFile(string Name, string Part, string[] Types, HashSet<string> Names);
}
