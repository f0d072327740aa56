namespace OciArtifacts.Build.Planning;

/// <summary>A file that the SDK publishes or copies, with the origin that its item tells.</summary>
/// <param name="Path">The path in the item.</param>
internal sealed record SdkFile(string Path)
{
    /// <summary>The path in the publish folder, with <c>/</c>; empty for a reference.</summary>
    internal string RelativePath { get; init; } = "";

    /// <summary>The folder of a reference below the output folder, with <c>/</c>.</summary>
    internal string Folder { get; init; } = "";

    /// <summary>The package id in the item. The item of an indirect project reference has one too.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>The version of that package.</summary>
    internal string PackageVersion { get; init; } = "";

    /// <summary>The culture of a satellite assembly.</summary>
    internal string Culture { get; init; } = "";

    /// <summary>
    /// The name of the referenced project that the file came from; <see langword="null"/> for other files.
    /// </summary>
    internal string? SourceProject { get; init; }

    /// <summary>The package that the file came from; empty for a file of a project reference.</summary>
    internal (string Id, string Version) Package => SourceProject is null ? (PackageId, PackageVersion) : ("", "");
}
