namespace OciArtifacts.Build.Items;

/// <summary>The names of item metadata of the SDK and of this package.</summary>
internal static class ItemMetadata
{
    internal const string RelativePath = nameof(RelativePath);
    internal const string NuGetPackageId = nameof(NuGetPackageId);
    internal const string NuGetPackageVersion = nameof(NuGetPackageVersion);
    internal const string Culture = nameof(Culture);
    internal const string ReferenceSourceTarget = nameof(ReferenceSourceTarget);
    internal const string MSBuildSourceProjectFile = nameof(MSBuildSourceProjectFile);
    internal const string DestinationSubDirectory = nameof(DestinationSubDirectory);
    internal const string FullPath = nameof(FullPath);

    internal const string PackageDirectory = nameof(PackageDirectory);
    internal const string FrameworkName = nameof(FrameworkName);
    internal const string Version = nameof(Version);

    internal const string SourceType = nameof(SourceType);
    internal const string SourceId = nameof(SourceId);
    internal const string AssetRole = nameof(AssetRole);
    internal const string RelatedAsset = nameof(RelatedAsset);
    internal const string AssetTraitName = nameof(AssetTraitName);
    internal const string AssetTraitValue = nameof(AssetTraitValue);
    internal const string OriginalItemSpec = nameof(OriginalItemSpec);
    internal const string Source = nameof(Source);

    internal const string Layer = nameof(Layer);
    internal const string MediaType = nameof(MediaType);
    internal const string TargetPath = nameof(TargetPath);
    internal const string Title = nameof(Title);
    internal const string Compression = nameof(Compression);
    internal const string Annotations = nameof(Annotations);
    internal const string Value = nameof(Value);
    internal const string Scope = nameof(Scope);
    internal const string Order = nameof(Order);
    internal const string Files = nameof(Files);
    internal const string Packages = nameof(Packages);
    internal const string DefaultExcludes = nameof(DefaultExcludes);
    internal const string Required = nameof(Required);
    internal const string RecursiveDir = nameof(RecursiveDir);

    internal const string Digest = nameof(Digest);
    internal const string Of = nameof(Of);
    internal const string Producer = nameof(Producer);
    internal const string ArtifactType = nameof(ArtifactType);
    internal const string Size = nameof(Size);
    internal const string Tags = nameof(Tags);
    internal const string Platform = nameof(Platform);
    internal const string RuntimeIdentifier = nameof(RuntimeIdentifier);
    internal const string TargetFramework = nameof(TargetFramework);
    internal const string Pushed = nameof(Pushed);
    internal const string LayoutDirectory = nameof(LayoutDirectory);
}
