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

    /// <summary>The file with what its item says of where it came from.</summary>
    internal static PublishedFile Of(SdkFile item, string path, string relativePath, IReadOnlySet<string> runtimePacks)
    {
        var (packageId, version) = item.Package;
        return new PublishedFile(path, relativePath)
        {
            PackageId = packageId,
            PackageVersion = version,
            Project = item.SourceProject ?? "",
            Culture = CultureOf(item, relativePath),
            IsRuntime = packageId.Length > 0 && runtimePacks.Contains(packageId),
        };
    }

    /// <summary>The file as one of an archive.</summary>
    internal PlannedFile Archived() =>
        new(Path, RelativePath) { IsFromPackage = PackageId.Length > 0 && !IsRemade, Origin = PackageId.Length > 0 ? $"{PackageId}/{PackageVersion}" : "" };

    // Satellite assemblies of packages and of this project say their culture; those of referenced projects do not, but all have its folder.
    private static string CultureOf(SdkFile item, string relativePath)
    {
        if (!relativePath.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)) return "";
        return item.Culture.Length == 0 && relativePath.Split('/') is [.., var folder, _] ? folder : item.Culture;
    }
}
