using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Finds the package of a file by its folder. The folder counts more than the item of the file. The ids of packages
/// come from items, which have the upper and lower case of the package; NuGet's folders have lower case only.
/// </summary>
internal sealed class PackageFolders
{
    private readonly Dictionary<string, (string Id, string Version)> _packages = new(PathComparison.Comparer);
    private readonly IReadOnlyList<string> _roots;

    /// <param name="roots">The folders that NuGet unpacks packages into.</param>
    /// <param name="items">Items; those with a package tell the folder of the package.</param>
    /// <param name="assets">Static web assets; those of a package tell the folder of the package.</param>
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

    /// <summary>The package that contains the file, or <see langword="null"/>.</summary>
    /// <param name="path">The path of the file. A relative path is in no package.</param>
    internal (string Id, string Version)? Find(string path)
    {
        if ((_packages.Count == 0 && _roots.Count == 0) || !Path.IsPathRooted(path)) return null;

        // Targets in packages write paths that begin at their own folder: …/build/../_framework/blazor.web.js
        path = PathOf(path.Contains("..", StringComparison.Ordinal) ? Path.GetFullPath(path, Path.GetPathRoot(path)!) : path);
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (_packages.GetValueOrDefault(path[..end]) is { Id: not null } package) return package;
        }

        return _roots.FirstOrDefault(root => path.StartsWith(root, PathComparison.Comparison)) is { } found
            && path[found.Length..].Split('/') is [var id, var version, _, ..] ? (id, version) : null;
    }

    /// <summary>
    /// The version of a package in the path of one of its files; empty where the path does not contain it.
    /// </summary>
    internal static string VersionIn(string path, string id)
    {
        path = PathOf(path);
        var start = path.LastIndexOf($"/{id}/", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? "" : path[(start + id.Length + 2)..].Split('/') is [var version, _, ..] ? version : "";
    }

    // NuGet unpacks a package into id/version/, with the id in lower case.
    private static string? FolderOf(string path, string idAndVersion)
    {
        var start = path.LastIndexOf(idAndVersion, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : path[..(start + idAndVersion.Length - 1)];
    }

    private static string PathOf(string path) => path.Replace('\\', '/');
}
