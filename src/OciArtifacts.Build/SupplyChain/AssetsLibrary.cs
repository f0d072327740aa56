namespace OciArtifacts.Build.SupplyChain;

/// <summary>A package or a project of the graph that NuGet resolved for one target framework and runtime.</summary>
/// <param name="Name">The id of the package, or the name of the project.</param>
/// <param name="Version">The resolved version.</param>
internal sealed record AssetsLibrary(string Name, string Version)
{
    /// <summary>The name of the project file without its extension; <see langword="null"/> for a package.</summary>
    internal string? Project { get; init; }

    /// <summary>The names of what it depends on.</summary>
    internal IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>
    /// Whether it has no file that a program needs at run time, and all that it depends on has none either. An analyzer is such a
    /// package.
    /// </summary>
    internal bool IsBuildOnly { get; init; }

    /// <summary>The folder of the unpacked package below a folder of packages, and empty for a project.</summary>
    internal string Folder { get; init; } = "";

    /// <summary>The names of the files at the top of the package: its <c>.nuspec</c> and its <c>.nupkg.sha512</c>.</summary>
    internal IReadOnlyList<string> Files { get; init; } = [];
}
