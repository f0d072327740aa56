namespace OciArtifacts.Build.Planning;

/// <summary>The folders of packages: a file below one is the package's, whatever its own item says. Items tell them with the ids as their packages write them.</summary>
internal sealed class PackageFolders
{
    private static readonly StringComparison Paths = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly Dictionary<string, (string Id, string Version)> _packages = new(StringComparer.FromComparison(Paths));
    private readonly IReadOnlyList<string> _roots;

    /// <param name="roots">The folders that NuGet unpacks packages into.</param>
    /// <param name="items">Items, some of which say which package they come from.</param>
    /// <param name="assets">Static web assets, some of which are those of a package.</param>
    internal PackageFolders(IEnumerable<string> roots, IEnumerable<SdkFile> items, IEnumerable<WebAsset> assets)
    {
        _roots = [.. roots.Where(root => root.Length > 0).Select(root => PathOf(root).TrimEnd('/') + '/')];
        var known = new HashSet<(string, string)>();
        foreach (var item in items) Add(item.Package, item.Path);
        foreach (var asset in assets.Where(asset => asset.SourceType == "Package"))
        {
            var (id, path) = (asset.SourceId, asset.OriginalPath);
            Add((id, VersionIn(path, id)), path);
        }

        void Add((string Id, string Version) package, string path)
        {
            if (package.Id.Length == 0 || package.Version.Length == 0 || known.Contains(package)) return;
            if (FolderOf(PathOf(path), $"/{package.Id}/{package.Version}/") is not { } folder) return;
            known.Add(package);
            _packages[folder] = package;
        }
    }

    /// <summary>The package that has the file, or nothing.</summary>
    /// <param name="path">An absolute path; of any other nobody can tell.</param>
    internal (string Id, string Version)? Find(string path)
    {
        if ((_packages.Count == 0 && _roots.Count == 0) || !Path.IsPathRooted(path)) return null;

        // A path of a target in a package often leads by way of the target's folder: …/build/../_framework/blazor.web.js
        path = PathOf(path.Contains("..", StringComparison.Ordinal) ? Path.GetFullPath(path, Path.GetPathRoot(path)!) : path);
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (_packages.GetValueOrDefault(path[..end]) is { Id: not null } package) return package;
        }

        return _roots.FirstOrDefault(root => path.StartsWith(root, Paths)) is { } found && path[found.Length..].Split('/') is [var id, var version, _, ..] ? (id, version) : null;
    }

    /// <summary>The version of a package, by the path of one of its files; empty where that does not say it.</summary>
    internal static string VersionIn(string path, string id)
    {
        path = PathOf(path);
        var start = path.LastIndexOf($"/{id}/", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? "" : path[(start + id.Length + 2)..].Split('/') is [var version, _, ..] ? version : "";
    }

    // NuGet unpacks a package into a folder of its id, in one of its version; ids are in lower case there.
    private static string? FolderOf(string path, string idAndVersion) =>
        path.LastIndexOf(idAndVersion, StringComparison.OrdinalIgnoreCase) is >= 0 and var start ? path[..(start + idAndVersion.Length - 1)] : null;

    private static string PathOf(string path) => path.Replace('\\', '/');
}
