using System.Diagnostics;
using System.Reflection;
using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Packing;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Provenance;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.Tasks;

/// <summary>Reads the parameters of a task for the referrers that the build makes itself.</summary>
internal static class ReferrerInputs
{
    /// <param name="task">The task.</param>
    /// <param name="output">The publish output; <see langword="null"/> where it is not part of the artifact.</param>
    /// <exception cref="Core.OciException">A setting has a value that it cannot have.</exception>
    internal static IReadOnlyList<IBuildReferrers> Read(PackOciArtifact task, PublishOutput? output)
    {
        var formats = Setting.Sbom(task.Sbom);
        var settings = new Lazy<SbomSettings>(() => SbomOf(task, formats));
        IReadOnlyList<IBuildReferrers> sboms = formats.Count > 0 ? [new SbomReferrers(settings.Value, output)] : [];
        return [.. sboms, Signed(task, () => new ResolvedPackages(settings.Value, output))];
    }

    /// <summary>The provenance, and the signatures.</summary>
    /// <param name="task">The task.</param>
    /// <param name="packages">
    /// Gives the packages of the build, for a provenance; <see langword="null"/> where this build made nothing.
    /// </param>
    /// <exception cref="Core.OciException">A setting has a value that it cannot have.</exception>
    internal static SignedReferrers Signed(OciReferrerTask task, Func<ResolvedPackages>? packages = null) => new()
    {
        Provenance = Setting.Flag("OciArtifactProvenance", task.Provenance)
            ? new ProvenancePromises(FactsOf(task), packages?.Invoke())
            : null,
        Signing = SigningInputs.Read(task),
        ReplacesOlder = Setting.Flag("OciArtifactReplaceReferrers", task.ReplaceReferrers),
        Environment = Environment.GetEnvironmentVariable,
    };

    private static BuildFacts FactsOf(OciReferrerTask task)
    {
        var values = task.DefaultAnnotations.Select(ArtifactItems.Annotation)
            .Where(one => one.Value.Length > 0)
            .ToLookup(one => one.Key, one => one.Value, StringComparer.Ordinal);
        return new BuildFacts(task.ProjectName)
        {
            Repository = values[Annotations.Source].FirstOrDefault(),
            Revision = values[Annotations.Revision].FirstOrDefault(),
            Configuration = task.Configuration,
            TargetFramework = task.TargetFramework,
            RuntimeIdentifier = task.RuntimeIdentifier,
            SdkVersion = task.SdkVersion,
            ToolVersion = Own.Version,
        };
    }

    private static SbomSettings SbomOf(PackOciArtifact task, IReadOnlyList<SbomFormat> formats) => new()
    {
        Formats = formats,
        AssetsFile = task.AssetsFile,
        Frameworks = [task.TargetFramework, task.TargetMoniker],
        RuntimeIdentifier = task.RuntimeIdentifier,
        SelfContained = task.SelfContained,
        RuntimePacks = [.. task.IncludedRuntimes.Select(SdkItems.RuntimePack)],
        SharedFrameworks = [.. task.SharedFrameworks.Select(SdkItems.Versioned)],
        Tools = [Own, .. task.BuildTools.Select(ToolOf), .. CompilerOf(task)],
        ReplacesOlder = Setting.Flag("OciArtifactReplaceReferrers", task.ReplaceReferrers),
        Date = SourceDate.Parse(task.SourceDateEpoch),
        WorkFolder = task.WorkFolder,
    };

    // The revision behind the + differs between two builds of one version of this package.
    private static SbomTool Own { get; } = new(
        "OciArtifacts.Build",
        typeof(ReferrerInputs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]);

    private static SbomTool ToolOf(ITaskItem item)
    {
        var (name, version) = SdkItems.Versioned(item);
        return new SbomTool(name, version);
    }

    private static IEnumerable<SbomTool> CompilerOf(OciReferrerTask task)
    {
        if (task.Compiler.Length == 0 || !File.Exists(task.Compiler)) return [];
        var version = FileVersionInfo.GetVersionInfo(task.Compiler).ProductVersion ?? "";
        return [new SbomTool(Path.GetFileNameWithoutExtension(task.Compiler), version)];
    }
}
