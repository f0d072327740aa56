using Microsoft.Build.Framework;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>A file of the publish folder, and where it came from as far as the build knows.</summary>
/// <param name="Path">Where it is, an absolute path.</param>
/// <param name="RelativePath">Its path in the publish folder, with <c>/</c>.</param>
internal sealed record PublishedFile(string Path, string RelativePath)
{
    /// <summary>The package that it came from, if any.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>The version of that package.</summary>
    internal string PackageVersion { get; init; } = "";

    /// <summary>The name of the referenced project that it came from, if any.</summary>
    internal string Project { get; init; } = "";

    /// <summary>The culture of a satellite assembly.</summary>
    internal string Culture { get; init; } = "";

    /// <summary>Whether the package is a runtime pack of a self-contained app.</summary>
    internal bool IsRuntime { get; init; }

    /// <summary>Its path, for a compressed alternative (<c>.br</c>, <c>.gz</c>) that of the file that it is the alternative of.</summary>
    internal string OriginalPath { get; init; } = RelativePath;

    /// <summary>Whether the build made it of what the package has: then it has no mode that NuGet gave it.</summary>
    internal bool IsRemade { get; init; }

    /// <summary>The ids of the runtime packs.</summary>
    internal static IReadOnlySet<string> IdsOf(IReadOnlyList<ITaskItem> runtimePacks) =>
        runtimePacks.Select(pack => pack.GetMetadata(ItemMetadata.NuGetPackageId)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file with what its item says of where it came from.</summary>
    internal static PublishedFile Of(ITaskItem item, string path, string relativePath, IReadOnlySet<string> runtimePacks)
    {
        var (packageId, version) = PackageOf(item);
        return new PublishedFile(path, relativePath)
        {
            PackageId = packageId,
            PackageVersion = version,
            Project = ProjectOf(item),
            Culture = CultureOf(item, relativePath),
            IsRuntime = packageId.Length > 0 && runtimePacks.Contains(packageId),
        };
    }

    /// <summary>The package that an item says it comes from. The SDK gives a project that is referenced by way of another one the id and version of a package too.</summary>
    internal static (string Id, string Version) PackageOf(ITaskItem item) =>
        IsOfProject(item) ? ("", "") : (item.GetMetadata(ItemMetadata.NuGetPackageId), item.GetMetadata(ItemMetadata.NuGetPackageVersion));

    /// <summary>The file as one of an archive.</summary>
    internal PlannedFile Archived() =>
        new(Path, RelativePath) { IsFromPackage = PackageId.Length > 0 && !IsRemade, Origin = PackageId.Length > 0 ? $"{PackageId}/{PackageVersion}" : "" };

    private static bool IsOfProject(ITaskItem item) => item.GetMetadata(ItemMetadata.ReferenceSourceTarget) == "ProjectReference";

    private static string ProjectOf(ITaskItem item) => IsOfProject(item)
        ? System.IO.Path.GetFileNameWithoutExtension(item.GetMetadata(ItemMetadata.MSBuildSourceProjectFile))
        : "";

    // Satellite assemblies of packages and of this project say their culture; those of referenced projects do not, but all have its folder.
    private static string CultureOf(ITaskItem item, string relativePath)
    {
        if (!relativePath.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)) return "";
        var culture = item.GetMetadata(ItemMetadata.Culture);
        return culture.Length == 0 && relativePath.Split('/') is [.., var folder, _] ? folder : culture;
    }
}
