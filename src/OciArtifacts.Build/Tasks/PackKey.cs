using OciArtifacts.Build.Items;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Tasks;

/// <summary>The key of all parameters of <see cref="PackOciArtifact"/> that change the artifact.</summary>
internal static class PackKey
{
    internal static Digest Of(PackOciArtifact task)
    {
        using var key = new KeyHasher();
        return key
            .Add(
                task.ProjectDirectory, task.ProjectName, task.WorkFolder, task.ReportFile, task.PlanFile, task.ProjectFile, task.HelpFolder,
                task.ArtifactType, task.Policy, task.ImageSpec, task.Registry, task.Repository, task.PushByDigest, task.EntryTags,
                task.PackageId, task.Version, task.TagCascade, task.PublishDirectory, task.ConfigFile, task.ConfigMediaType, task.Layering,
                task.Compression, task.CompressionLevel, task.GenericLayerTypes, task.SourceDateEpoch, task.EntryTimeEpoch,
                task.LayoutDirectory, task.DefaultLayoutDirectory, task.ParallelUploads, task.TagPolicy, task.UploadChunkSize, task.Push,
                task.IncludePublishOutput, task.ArchivePath, task.TargetFramework, task.RuntimeIdentifier, task.EntryPoint,
                task.Sbom, task.AssetsFile, task.TargetMoniker, task.Compiler,
                $"{typeof(PackOciArtifact).Module.ModuleVersionId} {task.CompressesByDefault} "
                    + $"{task.IncludesPublishOutputByDefault} {task.SelfContained}")
            .Add(
                task.Provenance, task.Configuration, task.SdkVersion, task.ReplaceReferrers, task.SigningKeyFile, task.SigningKeyVariable,
                task.SigningPassphraseVariable, task.SigningCertificateFile, task.SigningTimestampUrl, task.Signer, task.SigningKeyId,
                task.SignerConfig, KeyOf(task.SigningKeyVariable))
            .Add(task.SigningFormat)
            .Add(task.Tags)
            .Add(task.InsecureRegistries)
            .Add(task.TokenHosts)
            .Add(task.NoWarn)
            .Add(task.TypeDefinitions, [])
            .Add(task.PublishedFiles, SdkItems.OfPublished)
            .Add(task.RuntimePacks, [ItemMetadata.NuGetPackageId])
            .Add(task.WebAssets, SdkItems.OfWebAssets)
            .Add(task.WebAssetProjects, [ItemMetadata.Source])
            .Add(task.BrowserReferences, SdkItems.OfReferences)
            .Add(task.PackageFolders)
            .Add(task.RuntimeIdentifiers)
            .Add(task.RequiredFrameworks)
            .Add(task.TargetFrameworks)
            .Add(task.Parts, ArtifactItems.OfParts)
            .Add(task.Files, ArtifactItems.OfFiles)
            .Add(task.Layers, ArtifactItems.OfLayers)
            .Add(task.Referrers, ArtifactItems.OfReferrers)
            .Add(task.IncludedRuntimes, SdkItems.OfRuntimePacks)
            .Add(task.SharedFrameworks, SdkItems.OfVersioned)
            .Add(task.BuildTools, SdkItems.OfVersioned)
            .Add(task.Annotations, ArtifactItems.OfAnnotations)
            .Add(task.DefaultAnnotations, ArtifactItems.OfAnnotations)
            .ToDigest();
    }

    // The value goes into the digest of all parameters, from which nobody can get it back.
    private static string KeyOf(string variable) => variable.Length > 0 ? Environment.GetEnvironmentVariable(variable) ?? "" : "";
}
