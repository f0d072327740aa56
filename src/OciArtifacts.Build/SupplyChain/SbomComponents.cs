using OciArtifacts.Build.Planning;
using OciArtifacts.Core;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// Collects the components of an artifact: the packages and projects that NuGet resolved, whether or not a file of them is in the
/// artifact, the runtime, and the packages that published files came from.
/// </summary>
/// <param name="settings">What the project gives to the SBOM.</param>
/// <param name="trackInput">Called for each file before it is read.</param>
internal sealed class SbomComponents(SbomSettings settings, Action<string> trackInput)
{
    private readonly PackageFacts _facts = new(trackInput);

    /// <summary>The components, each once.</summary>
    /// <param name="assets">The resolved packages and projects.</param>
    /// <param name="published">The published files in the artifact.</param>
    /// <param name="hasOutput">Whether publish output is part of the artifact. Otherwise only the build used the packages.</param>
    /// <returns>The components, and the references of those that the artifact uses directly.</returns>
    /// <exception cref="OciException">A file cannot be read, or is not what NuGet writes.</exception>
    internal (IReadOnlyList<SbomComponent> Components, IReadOnlyList<string> Direct) Collect(
        AssetsFile assets, IReadOnlyList<PublishedFile> published, bool hasOutput)
    {
        var origins = published.Select(file => OriginOf(file, assets)).OfType<SbomComponent>().ToList();
        var used = origins.Select(origin => origin.Reference).ToHashSet(StringComparer.Ordinal);
        var references = assets.Libraries.ToDictionary(
            library => library.Name, library => ComponentOf(library).Reference, StringComparer.OrdinalIgnoreCase);
        var resolved = assets.Libraries.Select(library => Complete(library, assets, references) with
        {
            IsBuildOnly = (library.IsBuildOnly || !hasOutput) && !used.Contains(ComponentOf(library).Reference),
        });
        var all = resolved.Concat(Runtimes(used, hasOutput)).Concat(origins)
            .DistinctBy(component => component.Reference, StringComparer.Ordinal)
            .ToList();
        var indirect = assets.Libraries.Where(library => !assets.Direct.Contains(library.Name, StringComparer.OrdinalIgnoreCase))
            .Select(library => references[library.Name])
            .ToHashSet(StringComparer.Ordinal);
        return (all, [.. all.Select(component => component.Reference).Where(reference => !indirect.Contains(reference))]);
    }

    /// <summary>The component that a published file came from; <see langword="null"/> for a file of the project itself.</summary>
    /// <param name="file">The published file.</param>
    /// <param name="assets">The resolved packages and projects.</param>
    internal static SbomComponent? OriginOf(PublishedFile file, AssetsFile assets)
    {
        if (file.PackageId.Length > 0)
        {
            if (file.IsRuntime) return new SbomComponent(SbomComponentKind.RuntimePack, file.PackageId, file.PackageVersion);
            var package = assets.Libraries.FirstOrDefault(library => library.Project is null && IsSame(library.Name, file.PackageId));
            return package is not null
                ? ComponentOf(package)
                : new SbomComponent(SbomComponentKind.Package, file.PackageId, file.PackageVersion);
        }

        if (file.Project.Length == 0) return null;
        var project = assets.Libraries.FirstOrDefault(library => library.Project is { } name && IsSame(name, file.Project));
        return project is not null ? ComponentOf(project) : new SbomComponent(SbomComponentKind.Project, file.Project, "");
    }

    /// <summary>Reads the resolved packages. A project that was never restored has none.</summary>
    internal AssetsFile ReadAssets()
    {
        var path = settings.AssetsFile;
        if (path.Length == 0 || !File.Exists(path)) return AssetsFile.None;
        trackInput(path);
        return AssetsFile.Parse(
            RegularFile.ReadAllBytes(path, "The file of resolved packages"), path, settings.Frameworks, settings.RuntimeIdentifier);
    }

    // A self-contained app has its runtime in it, also where a single file or native code hides that. Any other app needs it.
    private IEnumerable<SbomComponent> Runtimes(HashSet<string> used, bool hasOutput)
    {
        if (!hasOutput) return [];
        var frameworks = settings.SharedFrameworks.Select(framework => framework.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var packs = settings.RuntimePacks
            .Select(pack => (Pack: pack, Component: new SbomComponent(SbomComponentKind.RuntimePack, pack.Id, pack.Version)))
            .Where(one => used.Contains(one.Component.Reference) || (settings.SelfContained && frameworks.Contains(one.Pack.Framework)))
            .Select(one => WithFacts(one.Component, one.Pack.Folder));
        var shared = settings.SelfContained
            ? []
            : settings.SharedFrameworks.Select(one => new SbomComponent(SbomComponentKind.Framework, one.Name, one.Version));
        return packs.Concat(shared);
    }

    private SbomComponent WithFacts(SbomComponent component, string folder)
    {
        if (folder.Length == 0) return component;
        var file = component.Name.ToLowerInvariant();
        return _facts.Add(component, folder, [$"{file}.nuspec", $"{file}.{component.Version.ToLowerInvariant()}.nupkg.sha512"]);
    }

    private SbomComponent Complete(AssetsLibrary library, AssetsFile assets, Dictionary<string, string> references)
    {
        var component = ComponentOf(library) with
        {
            DependsOn = [.. library.DependsOn.Select(name => references.GetValueOrDefault(name)).OfType<string>()],
        };
        if (library.Folder.Length == 0) return component;
        var folder = assets.PackageFolders.Select(root => Path.Combine(root, library.Folder)).FirstOrDefault(Directory.Exists);
        return folder is null ? component : _facts.Add(component, folder, library.Files);
    }

    private static SbomComponent ComponentOf(AssetsLibrary library) =>
        new(library.Project is null ? SbomComponentKind.Package : SbomComponentKind.Project, library.Name, library.Version);

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
