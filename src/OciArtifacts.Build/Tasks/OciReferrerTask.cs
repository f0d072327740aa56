using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Tasks;

/// <summary>A task that makes referrers of an artifact.</summary>
[MSBuildMultiThreadableTask]
public abstract class OciReferrerTask : OciArtifactTask
{
    /// <summary>The items <c>OciArtifactReferrer</c>.</summary>
    public ITaskItem[] Referrers { get; set; } = [];

    /// <summary>The formats of the SBOM, <c>spdx</c> and <c>cyclonedx</c>, parted by <c>;</c>; empty for no SBOM.</summary>
    public string Sbom { get; set; } = "";

    /// <summary>The file <c>project.assets.json</c>, an absolute path, or empty.</summary>
    public string AssetsFile { get; set; } = "";

    /// <summary>The full name of the target framework, as old versions of that file have it.</summary>
    public string TargetMoniker { get; set; } = "";

    /// <summary>The runtime packs that a self-contained app brings in some form, as files or compiled.</summary>
    public ITaskItem[] IncludedRuntimes { get; set; } = [];

    /// <summary>The shared frameworks that the app uses, each with its version.</summary>
    public ITaskItem[] SharedFrameworks { get; set; } = [];

    /// <summary>The programs of the build, each with its version.</summary>
    public ITaskItem[] BuildTools { get; set; } = [];

    /// <summary>The compiler, a path, or empty.</summary>
    public string Compiler { get; set; } = "";
}
