using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Build.Tasks;

/// <summary>Reads the files that become referrers, and their date.</summary>
internal static class ReferrerFiles
{
    /// <exception cref="Core.OciException">A metadata or a setting has a value that it cannot have.</exception>
    internal static ArtifactInputs Of(OciReferrerTask task) => new("")
    {
        BaseDirectory = task.ProjectDirectory,
        Referrers = [.. task.Referrers.Select(ArtifactItems.Referrer)],
        ReferrerAnnotations = SourceDate.Parse(task.SourceDateEpoch) is { } created
            ? [new InputAnnotation(Annotations.Created, Rfc3339.Format(created))]
            : [],
    };
}
