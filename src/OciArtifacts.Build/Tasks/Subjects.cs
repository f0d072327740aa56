using OciArtifacts.Build.Items;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Reads <c>OciArtifactSubject</c>: each value is <c>registry/repository@digest</c>, <c>folder@digest</c> for an image layout, or the
/// report file of an earlier publish.
/// </summary>
internal static class Subjects
{
    /// <param name="values">The values as the project has them.</param>
    /// <param name="projectDirectory">The folder of relative paths, an absolute path.</param>
    /// <param name="layoutDirectory">The layout with the artifact of a report that was not pushed, an absolute path, or empty.</param>
    /// <exception cref="OciException">A value is none of these, or a report is wrong (<see cref="OciErrorCode.InvalidSetting"/>).</exception>
    internal static IReadOnlyList<SubjectPlace> Read(IEnumerable<string> values, string projectDirectory, string layoutDirectory)
    {
        var distinct = Setting.Parts(values).Distinct(StringComparer.Ordinal);
        var places = distinct.Select(value => Read(value, projectDirectory, layoutDirectory)).ToList();
        return places.Count > 0 ? places : throw new OciException(
            OciErrorCode.InvalidSetting,
            "OciArtifactSubject is not set, so there is no artifact to act on. Set it to registry/repository@digest, or to the report file "
                + "of the publish (obj/…/ociartifacts/result.json).");
    }

    /// <summary>The advice where a registry or a repository is wrong: the setting of the destination has nothing to do with it.</summary>
    internal static string? AdviceFor(Remedy remedy) => remedy is Remedy.Registry or Remedy.Repository or Remedy.RegistryAndRepository
        ? "OciArtifactSubject names the registry and the repository."
        : Advice.For(remedy);

    private static SubjectPlace Read(string value, string projectDirectory, string layoutDirectory)
    {
        if (RegistrySettings.IsInLayout(value, projectDirectory, out var layout, out var digest))
        {
            return new SubjectPlace(digest) { LayoutDirectory = layout };
        }

        var file = Path.GetFullPath(value, projectDirectory);
        if (!File.Exists(file))
        {
            var reference = RegistrySettings.Subject(
                value,
                " Or it is the report file of a publish, or folder@digest of an image layout: there is no such file and no such layout.");
            return new SubjectPlace(reference.Digest!.Value) { Reference = reference };
        }

        var report = PublishReport.Read(file, OciErrorCode.InvalidSetting);
        if (report.Place is null && layoutDirectory.Length == 0)
        {
            throw new OciException(
                OciErrorCode.InvalidSetting,
                $"The report '{file}' is of an artifact that was not pushed. Set OciArtifactLayoutDirectory to the layout that has it.");
        }

        return new SubjectPlace(report.Digest)
        {
            Reference = report.Place,
            LayoutDirectory = report.Place is null ? layoutDirectory : "",
            NamedRepository = report.Repository,
            Referrers = report.Referrers,
        };
    }
}
