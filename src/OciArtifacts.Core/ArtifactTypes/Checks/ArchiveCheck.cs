using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks the files in an archive: those that the type requires, how large a file may be, and for charts and bundles
/// what Helm and Open Policy Agent refuse.
/// </summary>
internal static class ArchiveCheck
{
    private const int MostNamed = 5;

    /// <summary>Whether a layer has rules for the files in its archive. If not, the archive need not be read.</summary>
    internal static bool HasRules(LayerRule rule) =>
        rule.RequiredEntries.Count > 0 || rule.LargestEntry is not null || ChartFiles.IsChart(rule) || BundleFiles.IsBundle(rule);

    /// <summary>Checks an archive.</summary>
    /// <param name="definition">The type of the artifact.</param>
    /// <param name="rule">The layer that the archive becomes.</param>
    /// <param name="contents">The files in the archive.</param>
    /// <returns>One error for each problem; empty if the archive is right.</returns>
    internal static IEnumerable<Finding> Check(ArtifactTypeDefinition definition, LayerRule rule, ArchiveContents contents)
    {
        foreach (var wanted in rule.RequiredEntries
            .Where(wanted => !contents.Entries.Any(entry => ArchivePath.MatchesAny(wanted, entry.Path))))
        {
            yield return Error(
                $"{definition.Title} has to have {Shown(wanted)} in its layer '{rule.Name}', and '{contents.Source}' has none: "
                + $"{SimilarFiles(wanted, contents)}. Add the file.");
        }

        foreach (var entry in contents.Entries.Where(entry => entry.Size > rule.LargestEntry))
        {
            var place = contents.IsPacked ? $" in '{contents.Source}'" : "";
            var otherWay = rule.IgnoreFile is { } ignore ? $", or name it in {ignore}" : "";
            yield return Error(
                $"'{entry.DisplayName}'{place} has {entry.Size} bytes, and a file in the layer '{rule.Name}' of {definition.Title} may "
                + $"have {rule.LargestEntry}. Take it out{otherWay}.");
        }

        if (ChartFiles.IsChart(rule))
        {
            foreach (var problem in HelmChart.Problems(contents)) yield return Error(problem);
        }
        else if (BundleFiles.IsBundle(rule))
        {
            foreach (var problem in OpaBundle.Problems(contents)) yield return Error(problem);
        }
    }

    private static string Shown(string wanted) => string.Join(
        " or ",
        wanted.Split('|').Select(path => path.Trim())
            .Select(path => path.StartsWith("*/", StringComparison.Ordinal) ? $"{path[2..]} in the folder at its top" : path));

    // Files with the same name elsewhere or in other letters; if there are none, the first files.
    private static string SimilarFiles(string wanted, ArchiveContents contents)
    {
        var paths = contents.Entries.Select(entry => entry.Path).Order(StringComparer.Ordinal).ToList();
        if (paths.Count == 0) return "it has no file at all";
        var names = wanted.Split('|').Select(path => ArchivePath.NameOf(path.Trim())).ToList();
        var near = paths.Where(path => names.Contains(ArchivePath.NameOf(path), StringComparer.OrdinalIgnoreCase)).ToList();
        var shown = near.Count > 0 ? near : paths;
        return "it has "
            + $"{string.Join(", ", shown.Take(MostNamed))}{(shown.Count > MostNamed ? $" and {shown.Count - MostNamed} more" : "")}";
    }

    private static Finding Error(string message) => new(OciErrorCode.TypeMismatch, FindingSeverity.Error, message);
}
