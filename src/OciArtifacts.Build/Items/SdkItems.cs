using Microsoft.Build.Framework;
using OciArtifacts.Build.Planning;

namespace OciArtifacts.Build.Items;

/// <summary>Reads the items of the .NET SDK that list published files and tell their origin.</summary>
internal static class SdkItems
{
    /// <summary>The metadata that are read of <c>ResolvedFileToPublish</c>.</summary>
    internal static readonly string[] OfPublished =
    [
        ItemMetadata.RelativePath, ItemMetadata.NuGetPackageId, ItemMetadata.NuGetPackageVersion, ItemMetadata.Culture,
        ItemMetadata.ReferenceSourceTarget, ItemMetadata.MSBuildSourceProjectFile,
    ];

    /// <summary>The metadata that are read of <c>ReferenceCopyLocalPaths</c>.</summary>
    internal static readonly string[] OfReferences =
    [
        ItemMetadata.DestinationSubDirectory, ItemMetadata.NuGetPackageId, ItemMetadata.NuGetPackageVersion, ItemMetadata.Culture,
        ItemMetadata.ReferenceSourceTarget, ItemMetadata.MSBuildSourceProjectFile,
    ];

    /// <summary>The metadata that are read of <c>ResolvedRuntimePack</c>.</summary>
    internal static readonly string[] OfRuntimePacks =
        [ItemMetadata.NuGetPackageId, ItemMetadata.NuGetPackageVersion, ItemMetadata.PackageDirectory, ItemMetadata.FrameworkName];

    /// <summary>The metadata that are read of static web assets.</summary>
    internal static readonly string[] OfWebAssets =
    [
        ItemMetadata.TargetPath, ItemMetadata.SourceType, ItemMetadata.SourceId, ItemMetadata.AssetRole, ItemMetadata.RelatedAsset,
        ItemMetadata.AssetTraitName, ItemMetadata.AssetTraitValue, ItemMetadata.RelativePath, ItemMetadata.OriginalItemSpec,
    ];

    /// <summary>A file of <c>ResolvedFileToPublish</c> or of <c>ReferenceCopyLocalPaths</c>.</summary>
    internal static SdkFile File(ITaskItem item) => new(item.ItemSpec)
    {
        RelativePath = item.GetMetadata(ItemMetadata.RelativePath).Replace('\\', '/'),
        Folder = item.GetMetadata(ItemMetadata.DestinationSubDirectory).Replace('\\', '/'),
        PackageId = item.GetMetadata(ItemMetadata.NuGetPackageId),
        PackageVersion = item.GetMetadata(ItemMetadata.NuGetPackageVersion),
        Culture = item.GetMetadata(ItemMetadata.Culture),
        SourceProject = item.GetMetadata(ItemMetadata.ReferenceSourceTarget) == "ProjectReference"
            ? Path.GetFileNameWithoutExtension(item.GetMetadata(ItemMetadata.MSBuildSourceProjectFile))
            : null,
    };

    /// <summary>The absolute path of an item that is a file.</summary>
    internal static string PathOf(ITaskItem item) => item.GetMetadata(ItemMetadata.FullPath);

    /// <summary>The ids of the runtime packs.</summary>
    internal static IReadOnlySet<string> PackIds(IEnumerable<ITaskItem> runtimePacks) =>
        runtimePacks.Select(pack => pack.GetMetadata(ItemMetadata.NuGetPackageId)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The metadata that are read of an item with a version.</summary>
    internal static readonly string[] OfVersioned = [ItemMetadata.Version];

    /// <summary>A runtime pack.</summary>
    internal static RuntimePack RuntimePack(ITaskItem item) => new(
        item.GetMetadata(ItemMetadata.NuGetPackageId),
        item.GetMetadata(ItemMetadata.NuGetPackageVersion),
        item.GetMetadata(ItemMetadata.PackageDirectory),
        item.GetMetadata(ItemMetadata.FrameworkName));

    /// <summary>An item with a version: a shared framework (<c>RuntimeFramework</c>), or a program of the build.</summary>
    internal static (string Name, string Version) Versioned(ITaskItem item) => (item.ItemSpec, item.GetMetadata(ItemMetadata.Version));

    /// <summary>A static web asset that was published.</summary>
    internal static WebAsset WebAsset(ITaskItem item) => new(item.ItemSpec)
    {
        TargetPath = item.GetMetadata(ItemMetadata.TargetPath).Replace('\\', '/'),
        SourceType = item.GetMetadata(ItemMetadata.SourceType),
        SourceId = item.GetMetadata(ItemMetadata.SourceId),
        Role = item.GetMetadata(ItemMetadata.AssetRole),
        RelatedAsset = item.GetMetadata(ItemMetadata.RelatedAsset),
        TraitName = item.GetMetadata(ItemMetadata.AssetTraitName),
        TraitValue = item.GetMetadata(ItemMetadata.AssetTraitValue),
        RelativePath = item.GetMetadata(ItemMetadata.RelativePath),
        OriginalPath = item.GetMetadata(ItemMetadata.OriginalItemSpec),
    };

    /// <summary>A project whose static web assets are published: its path, and the name of its source.</summary>
    internal static (string Path, string Source) WebAssetProject(ITaskItem item) => (item.ItemSpec, item.GetMetadata(ItemMetadata.Source));
}
