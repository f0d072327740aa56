using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Finds the origin of the files of <c>wwwroot</c>. The pipeline of static web assets renames and converts files: the
/// assembly <c>Humanizer.dll</c> of a package becomes <c>_framework/Humanizer.oqup3v7t3k.wasm</c>, with compressed
/// alternatives beside it. The items of the pipeline tell the origin of a file; without an item, the name of the file
/// does.
/// </summary>
/// <param name="assets">The published assets (<c>StaticWebAsset</c>), with their paths in the publish folder.</param>
/// <param name="projects">The referenced projects that have assets, each with the name of its source.</param>
/// <param name="references">The files of the references of an app that runs in the browser.</param>
/// <param name="packages">The folders of packages.</param>
/// <param name="runtimePacks">The ids of the runtime packs.</param>
internal sealed class WebAssets(
    IReadOnlyList<WebAsset> assets,
    IReadOnlyList<(string Path, string Source)> projects,
    IReadOnlyList<SdkFile> references,
    PackageFolders packages,
    IReadOnlySet<string> runtimePacks)
{
    // The folder of the files that an app loads in the browser.
    private const string Framework = "/_framework/";

    // The number of letters and digits in a fingerprint of the SDK.
    private const int FingerprintLength = 10;

    private readonly Dictionary<string, WebAsset> _byTarget = ByFirst(assets, asset => TargetOf(asset));
    private readonly Dictionary<string, WebAsset> _byIdentity = ByFirst(assets, asset => asset.Path);
    private readonly Dictionary<string, string> _projects = projects
        .GroupBy(project => project.Source, project => Path.GetFileNameWithoutExtension(project.Path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, PublishedFile> _references = ReferencesByName(references, runtimePacks);

    // Only the project that runs in the browser has the runtime pack for the browser. For other projects, the native
    // files of the runtime tell it.
    private readonly HashSet<string> _runtimes = new(
        runtimePacks.Concat(assets.Where(IsNative).Select(asset => packages.Find(asset.OriginalPath)?.Id).OfType<string>()),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The file with its origin, or <see langword="null"/> where the origin is unknown.</summary>
    internal PublishedFile? Find(string path, string relativePath)
    {
        if (_byTarget.TryGetValue(relativePath, out var asset)) return OfAsset(new PublishedFile(path, relativePath), asset);
        var plain = WithoutCompression(relativePath);
        if (_byTarget.TryGetValue(plain, out asset)) return OfAsset(new PublishedFile(path, relativePath), asset) with { IsRemade = true };
        return _references.Count > 0 && relativePath.Contains(Framework, StringComparison.Ordinal)
            ? OfName(path, relativePath, plain)
            : null;
    }

    private PublishedFile OfAsset(PublishedFile file, WebAsset asset)
    {
        var isAlternative = asset.Role == "Alternative";
        var primary = isAlternative && _byIdentity.TryGetValue(asset.RelatedAsset, out var related) ? related : asset;
        return OfPrimary(file, primary) with
        {
            OriginalPath = isAlternative ? WithoutCompression(TargetOf(primary)) : TargetOf(primary),

            // A file that NuGet unpacked is not remade, even where the build copied it to another folder first.
            IsRemade = packages.Find(asset.Path) is null && (isAlternative || packages.Find(asset.OriginalPath) is null),
        };
    }

    private PublishedFile OfPrimary(PublishedFile file, WebAsset asset)
    {
        var (trait, value) = (asset.TraitName, asset.TraitValue);
        var source = asset.OriginalPath;
        file = OfSource(file with { Culture = trait == "Culture" ? value : "" }, asset);

        // The boot manifest changes with each assembly of the app, even where it is part of a file of the runtime.
        if (trait == "WasmResource" && value == "manifest") return file;
        if (packages.Find(source) is { } package) return OfPackage(file, package);

        // A relinked native runtime depends on the app; with ahead-of-time compilation it contains the app.
        if (trait is not ("WasmResource" or "Culture") || value == "native") return file;
        var name = NameOf(asset);
        return _references.TryGetValue(KeyOf(file.Culture, name), out var reference) ? Like(file, reference) : file;
    }

    // The file with the project or the package of its asset.
    private PublishedFile OfSource(PublishedFile file, WebAsset asset)
    {
        var id = asset.SourceId;
        return asset.SourceType switch
        {
            "Package" => OfPackage(file, (id, PackageFolders.VersionIn(asset.OriginalPath, id))),
            "Project" => file with { Project = _projects.GetValueOrDefault(id, id) },
            _ => file,
        };
    }

    private PublishedFile OfPackage(PublishedFile file, (string Id, string Version) package) =>
        file with { PackageId = package.Id, PackageVersion = package.Version, Project = "", IsRuntime = _runtimes.Contains(package.Id) };

    private PublishedFile Like(PublishedFile file, PublishedFile reference) => reference.PackageId.Length > 0
        ? OfPackage(file, (reference.PackageId, reference.PackageVersion))
        : file with { Project = reference.Project };

    // The origin of a file without an item, by its name: an SDK may give its items other names.
    private PublishedFile? OfName(string path, string relativePath, string plain)
    {
        var parts = plain[(plain.LastIndexOf(Framework, StringComparison.Ordinal) + Framework.Length)..].Split('/');
        foreach (var name in NamesOf(parts[^1]))
        {
            var isResources = Path.GetFileNameWithoutExtension(name).EndsWith(".resources", StringComparison.OrdinalIgnoreCase);
            var culture = parts.Length > 1 && isResources ? parts[^2] : "";
            var file = new PublishedFile(path, relativePath) { Culture = culture, OriginalPath = plain, IsRemade = true };

            // From .NET 10 on, dotnet.js contains the boot manifest.
            if (name == "dotnet.js") return file;
            if (_references.TryGetValue(KeyOf(culture, name), out var reference)) return Like(file, reference);
            if (culture.Length > 0) return file;
        }

        return null;
    }

    // The name itself, and the name without a fingerprint before its extension.
    private static IEnumerable<string> NamesOf(string name)
    {
        yield return name;
        var ending = Path.GetExtension(name);
        var rest = Path.GetFileNameWithoutExtension(name);
        var fingerprint = Path.GetExtension(rest);
        if (fingerprint.Length == FingerprintLength + 1 && fingerprint.Skip(1).All(char.IsAsciiLetterOrDigit))
        {
            yield return Path.GetFileNameWithoutExtension(rest) + ending;
        }
    }

    // The name of an asset, without the placeholder of its fingerprint: Humanizer#[.{fingerprint}]!.wasm
    private static string NameOf(WebAsset asset)
    {
        var name = asset.RelativePath;
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        while (name.IndexOf("#[", StringComparison.Ordinal) is >= 0 and var start && name.IndexOf(']', start) is > 0 and var end)
        {
            if (end + 1 < name.Length && name[end + 1] is '!' or '?') end++;
            name = name.Remove(start, end - start + 1);
        }

        return name;
    }

    // The same key for an assembly before and after its conversion: Humanizer.dll and Humanizer.wasm.
    private static string KeyOf(string culture, string name) => $"{culture}/{Path.GetExtension(name) switch
    {
        ".dll" or ".wasm" => Path.GetFileNameWithoutExtension(name),
        _ => name,
    }}".ToUpperInvariant();

    private static bool IsNative(WebAsset asset) =>
        asset.TraitName == "WasmResource" && asset.TraitValue == "native";

    private static string TargetOf(WebAsset asset) => asset.TargetPath;

    private static string WithoutCompression(string path) =>
        path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path;

    private static Dictionary<string, PublishedFile> ReferencesByName(IReadOnlyList<SdkFile> references, IReadOnlySet<string> runtimePacks)
    {
        var files = new Dictionary<string, PublishedFile>(references.Count, StringComparer.Ordinal);
        foreach (var item in references)
        {
            var folder = item.Folder.TrimEnd('/');
            var name = item.Path[(item.Path.LastIndexOfAny(['/', '\\']) + 1)..];
            var relativePath = folder.Length > 0 ? $"{folder}/{name}" : name;
            files.TryAdd(KeyOf(folder, name), PublishedFile.Of(item, item.Path, relativePath, runtimePacks));
        }

        return files;
    }

    private static Dictionary<string, WebAsset> ByFirst(IReadOnlyList<WebAsset> items, Func<WebAsset, string> key)
    {
        var found = new Dictionary<string, WebAsset>(items.Count, PathComparison.Comparer);
        foreach (var item in items) found.TryAdd(key(item), item);
        return found;
    }
}
