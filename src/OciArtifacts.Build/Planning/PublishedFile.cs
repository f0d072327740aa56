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
}
