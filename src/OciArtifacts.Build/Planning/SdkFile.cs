namespace OciArtifacts.Build.Planning;

/// <summary>A file that the SDK publishes or copies, and what its item says of where it came from.</summary>
/// <param name="Path">The path as the item has it.</param>
internal sealed record SdkFile(string Path)
{
    /// <summary>The path in the publish folder, with <c>/</c>; empty for a reference.</summary>
    internal string RelativePath { get; init; } = "";

    /// <summary>The folder of a reference below the output folder, with <c>/</c>.</summary>
    internal string Folder { get; init; } = "";

    /// <summary>The package that the item names. A project that is referenced by way of another one names a package too.</summary>
    internal string PackageId { get; init; } = "";

    /// <summary>The version of that package.</summary>
    internal string PackageVersion { get; init; } = "";

    /// <summary>The culture of a satellite assembly.</summary>
    internal string Culture { get; init; } = "";

    /// <summary>The name of the referenced project that it came from; <see langword="null"/> where it is of no project reference.</summary>
    internal string? SourceProject { get; init; }

    /// <summary>The package that it came from; empty for a file of a project reference.</summary>
    internal (string Id, string Version) Package => SourceProject is null ? (PackageId, PackageVersion) : ("", "");
}
