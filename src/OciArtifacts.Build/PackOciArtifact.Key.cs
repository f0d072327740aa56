using OciArtifacts.Build.Incremental;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build;

public sealed partial class PackOciArtifact
{
    private static readonly string[] OfPublished =
    [
        ItemMetadata.RelativePath, ItemMetadata.NuGetPackageId, ItemMetadata.NuGetPackageVersion, ItemMetadata.Culture, ItemMetadata.ReferenceSourceTarget,
        ItemMetadata.MSBuildSourceProjectFile,
    ];

    private static readonly string[] OfWebAssets =
    [
        ItemMetadata.TargetPath, ItemMetadata.SourceType, ItemMetadata.SourceId, ItemMetadata.AssetRole, ItemMetadata.RelatedAsset, ItemMetadata.AssetTraitName, ItemMetadata.AssetTraitValue,
        ItemMetadata.RelativePath, ItemMetadata.OriginalItemSpec,
    ];

    private static readonly string[] OfReferences =
    [
        ItemMetadata.DestinationSubDirectory, ItemMetadata.NuGetPackageId, ItemMetadata.NuGetPackageVersion, ItemMetadata.Culture, ItemMetadata.ReferenceSourceTarget,
        ItemMetadata.MSBuildSourceProjectFile,
    ];

    internal static readonly string[] OfFiles =
    [
        ItemMetadata.Layer, ItemMetadata.MediaType, ItemMetadata.TargetPath, ItemMetadata.Title, ItemMetadata.Compression, ItemMetadata.Annotations,
        ItemMetadata.Platform, ItemMetadata.RecursiveDir, ItemMetadata.ArtifactType, ItemMetadata.DefaultExcludes,
    ];

    internal static readonly string[] OfLayers = [ItemMetadata.MediaType, ItemMetadata.Compression, ItemMetadata.Order, ItemMetadata.Files, ItemMetadata.Packages, ItemMetadata.Required];

    internal static readonly string[] OfAnnotations = [ItemMetadata.Value, ItemMetadata.Scope, ItemMetadata.Required];

    // Everything that the task is told, but what follows it; a test sees to it that nothing is left out.
    private Digest Key()
    {
        using var key = new KeyHasher();
        return key
            .Add(
                ProjectDirectory, ProjectName, WorkFolder, ReportFile, ProjectFile, HelpFolder, ArtifactType, Policy, ImageSpec, Registry, Repository, PackageId, Version, TagCascade,
                PublishDirectory, ConfigFile, ConfigMediaType, Layering, Compression, CompressionLevel, GenericLayerTypes, SourceDateEpoch, EntryTimeEpoch, LayoutDirectory,
                DefaultLayoutDirectory, ParallelUploads, TagPolicy, UploadChunkSize, Push, IncludePublishOutput, ArchivePath, TargetFramework, RuntimeIdentifier, EntryPoint,
                $"{typeof(PackOciArtifact).Module.ModuleVersionId} {CompressesByDefault} {IncludesPublishOutputByDefault} {SelfContained}")
            .Add(Tags)
            .Add(InsecureRegistries)
            .Add(TokenHosts)
            .Add(NoWarn)
            .Add(TypeDefinitions, [])
            .Add(PublishedFiles, OfPublished)
            .Add(RuntimePacks, [ItemMetadata.NuGetPackageId])
            .Add(WebAssets, OfWebAssets)
            .Add(WebAssetProjects, [ItemMetadata.Source])
            .Add(BrowserReferences, OfReferences)
            .Add(PackageFolders)
            .Add(Files, OfFiles)
            .Add(Layers, OfLayers)
            .Add(Referrers, OfFiles)
            .Add(Annotations, OfAnnotations)
            .Add(DefaultAnnotations, OfAnnotations)
            .ToDigest();
    }
}
