using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>What is in an archive: the files that its type wants, how large they may be, and for charts and bundles what Helm and OPA refuse.</summary>
internal static class ArchiveCheck
{
    private const int MostNamed = 5;

    /// <summary>Whether a layer has rules for what is in it, so that it is worth to look.</summary>
    internal static bool HasRules(LayerRule rule) => rule.RequiredEntries.Count > 0 || rule.LargestEntry is not null || ChartFiles.IsChart(rule) || BundleFiles.IsBundle(rule);

    /// <summary>Checks an archive.</summary>
    /// <param name="definition">The type of the artifact.</param>
    /// <param name="rule">The layer.</param>
    /// <param name="contents">What is in it.</param>
    /// <returns>What was found.</returns>
    internal static IEnumerable<Finding> Check(ArtifactTypeDefinition definition, LayerRule rule, ArchiveContents contents)
    {
        foreach (var wanted in rule.RequiredEntries.Where(wanted => !contents.Entries.Any(entry => ArchivePath.MatchesAny(wanted, entry.Path))))
        {
            yield return Error($"{definition.Title} has to have {Shown(wanted)} in its layer '{rule.Name}', and '{contents.Source}' has none: {Instead(wanted, contents)}. Add the file.");
        }

        foreach (var entry in contents.Entries.Where(entry => entry.Size > rule.LargestEntry))
        {
            yield return Error(
                $"'{entry.DisplayName}'{(contents.IsPacked ? $" in '{contents.Source}'" : "")} has {entry.Size} bytes, and a file in the layer '{rule.Name}' of {definition.Title} may have {rule.LargestEntry}. Take it out{(rule.IgnoreFile is { } ignore ? $", or name it in {ignore}" : "")}.");
        }

        var problems = ChartFiles.IsChart(rule) ? HelmChart.Problems(contents) : BundleFiles.IsBundle(rule) ? OpaBundle.Problems(contents) : [];
        foreach (var problem in problems) yield return Error(problem);
    }

    private static string Shown(string wanted) => string.Join(" or ", wanted.Split('|').Select(path => path.Trim()).Select(path => path.StartsWith("*/", StringComparison.Ordinal) ? $"{path[2..]} in the folder at its top" : path));

    // The same name in another place or with other letters, or else what there is.
    private static string Instead(string wanted, ArchiveContents contents)
    {
        var paths = contents.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal).ToList();
        if (paths.Count == 0) return "it has no file at all";
        var names = wanted.Split('|').Select(path => ArchivePath.NameOf(path.Trim())).ToList();
        var near = paths.Where(path => names.Contains(ArchivePath.NameOf(path), StringComparer.OrdinalIgnoreCase)).ToList();
        var shown = near.Count > 0 ? near : paths;
        return $"it has {string.Join(", ", shown.Take(MostNamed))}{(shown.Count > MostNamed ? $" and {shown.Count - MostNamed} more" : "")}";
    }

    private static Finding Error(string message) => new(OciErrorCode.TypeMismatch, FindingSeverity.Error, message);
}
