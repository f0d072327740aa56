using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Planning;

/// <summary>A file of the publish folder, and its origin as far as the build knows it.</summary>
/// <param name="Path">The absolute path.</param>
/// <param name="RelativePath">The path in the publish folder, with <c>/</c>.</param>
internal sealed record PublishedFile(string Path, string RelativePath)
{
    /// <summary>The id of the package that the file came from, or empty.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>The version of that package.</summary>
    internal string PackageVersion { get; init; } = "";

    /// <summary>The name of the referenced project that the file came from, or empty.</summary>
    internal string Project { get; init; } = "";

    /// <summary>The culture of a satellite assembly.</summary>
    internal string Culture { get; init; } = "";

    /// <summary>Whether the package is a runtime pack of a self-contained app.</summary>
    internal bool IsRuntime { get; init; }

    /// <summary>
    /// The path of the file or, for a compressed alternative (<c>.br</c>, <c>.gz</c>), the path of the uncompressed
    /// file.
    /// </summary>
    internal string OriginalPath { get; init; } = RelativePath;

    /// <summary>
    /// Whether the build made the file from a file of the package. Such a file does not have the mode of NuGet's file.
    /// </summary>
    internal bool IsRemade { get; init; }

    /// <summary>The file with the origin that its item tells.</summary>
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

    /// <summary>The file as an entry of an archive.</summary>
    internal PlannedFile Archived() => new(Path, RelativePath)
    {
        IsFromPackage = PackageId.Length > 0 && !IsRemade,
        Origin = PackageId.Length > 0 ? $"{PackageId}/{PackageVersion}" : "",
    };

    // The items of satellite assemblies of referenced projects have no culture. Their folder is named after it.
    private static string CultureOf(SdkFile item, string relativePath)
    {
        if (!relativePath.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)) return "";
        return item.Culture.Length == 0 && relativePath.Split('/') is [.., var folder, _] ? folder : item.Culture;
    }
}
