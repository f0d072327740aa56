using System.Reflection;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Referrers;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Provenance;

namespace OciArtifacts.Build.Tasks;

/// <summary>Reads the files that become referrers.</summary>
internal static class ReferrerInputs
{
    /// <summary>The settings of the referrers that the build makes itself.</summary>
    /// <exception cref="Core.OciException">A setting has a value that it cannot have.</exception>
    internal static ReferrerSettings SettingsOf(OciReferrerTask task) => new()
    {
        Provenance = Setting.Flag("OciArtifactProvenance", task.Provenance) ? FactsOf(task) : null,
        Signing = SigningInputs.Read(task),
        ReplacesOlder = Setting.Flag("OciArtifactReplaceReferrers", task.ReplaceReferrers),
        Environment = Environment.GetEnvironmentVariable,
    };

    /// <summary>The files that become referrers, with their date.</summary>
    /// <exception cref="Core.OciException">A metadata or a setting has a value that it cannot have.</exception>
    internal static ArtifactInputs Of(OciReferrerTask task) => new("")
    {
        BaseDirectory = task.ProjectDirectory,
        Referrers = [.. task.Referrers.Select(ArtifactItems.Referrer)],
        ReferrerAnnotations = SourceDate.Parse(task.SourceDateEpoch) is { } created
            ? [new InputAnnotation(Annotations.Created, Rfc3339.Format(created))]
            : [],
    };

    private static BuildFacts FactsOf(OciReferrerTask task)
    {
        var annotations = task.DefaultAnnotations.Select(ArtifactItems.Annotation).ToLookup(one => one.Key, one => one.Value, StringComparer.Ordinal);
        return new BuildFacts(task.ProjectName)
        {
            Repository = annotations[Annotations.Source].FirstOrDefault(value => value.Length > 0),
            Revision = annotations[Annotations.Revision].FirstOrDefault(value => value.Length > 0),
            Configuration = task.Configuration,
            TargetFramework = task.TargetFramework,
            RuntimeIdentifier = task.RuntimeIdentifier,
            SdkVersion = task.SdkVersion,
            ToolVersion = typeof(ReferrerInputs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        };
    }
}
