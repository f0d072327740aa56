using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>What Helm refuses when it loads, packages or installs a chart (helm/helm 4.2, pkg/chart/v2/loader, pkg/action/package.go and pkg/chart/v2/util/save.go).</summary>
internal static class HelmChart
{
    // Deeper than charts of charts are ever nested.
    private const int Deepest = 16;

    /// <summary>What is wrong with the chart.</summary>
    internal static IEnumerable<string> Problems(ArchiveContents contents)
    {
        foreach (var entry in contents.Entries.Where(entry => !entry.Path.Contains('/', StringComparison.Ordinal)))
        {
            yield return $"'{entry.Path}' is at the top of '{contents.Source}', and Helm wants all files of a chart in one folder. Pack the folder of the chart, not what is in it.";
        }

        var files = contents.Entries.Where(entry => entry.Path.Contains('/', StringComparison.Ordinal)).Select(entry => (Behind(entry.Path), entry)).ToList();
        foreach (var problem in Problems(files, contents, depth: 0)) yield return problem;
    }

    private static IEnumerable<string> Problems(IReadOnlyList<(string Path, ArchiveEntry Entry)> files, ArchiveContents contents, int depth)
    {
        if (depth == Deepest) yield break;
        if (Find(files, ChartFiles.ValuesSchema) is { } schema && schema.Read() is { } json && !IsJson(json)) yield return $"'{schema.DisplayName}'{In(contents)} is no JSON, and Helm refuses the chart for it. Mend it, or take it out.";

        var (names, areAllKnown) = (new List<string>(), true);
        foreach (var group in files.Where(file => file.Path.StartsWith(ChartFiles.Dependencies, StringComparison.Ordinal)).Select(file => (Path: file.Path[ChartFiles.Dependencies.Length..], file.Entry))
            .Where(file => !file.Path.EndsWith(".prov", StringComparison.Ordinal) && file.Path[0] is not ('_' or '.')).GroupBy(file => file.Path.Split('/')[0], StringComparer.Ordinal))
        {
            IReadOnlyList<(string Path, ArchiveEntry Entry)> inner = [.. group];
            if (inner.FirstOrDefault(file => file.Path == group.Key) is (_, { } loose) && !ChartFiles.IsArchive(group.Key))
            {
                yield return $"'{loose.DisplayName}'{In(contents)} is in {ChartFiles.Dependencies} and is no chart, so Helm cannot load the chart that it is in. Take it out, or name it in .helmignore.";
                continue;
            }

            var (name, problem) = ChartFiles.IsArchive(group.Key) ? OfArchive(inner) : OfFolder([.. inner.Select(file => (Behind(file.Path), file.Entry))], group.Key);
            if (problem is not null) yield return $"{problem}{In(contents)}. Helm cannot load the chart that it is in. Mend it, or take it out.";
            if (name is null) areAllKnown = false;
            else names.Add(name);
            if (ChartFiles.IsArchive(group.Key)) continue;
            foreach (var deeper in Problems([.. inner.Select(file => (Behind(file.Path), file.Entry))], contents, depth + 1)) yield return deeper;
        }

        if (depth > 0 || !areAllKnown) yield break;
        var missing = Dependencies(files).Except(names, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            yield return $"The chart has dependencies that are not in its folder charts: {string.Join(", ", missing)}. There {(names.Count > 0 ? $"are: {string.Join(", ", names)}" : "is none")}. Helm refuses it. Run helm dependency update before publishing, or take them out of {ChartFiles.Metadata}.";
        }
    }

    private static (string? Name, string? Problem) OfFolder(IReadOnlyList<(string Path, ArchiveEntry Entry)> files, string folder) =>
        Find(files, ChartFiles.Metadata) is not { } chart ? (null, $"'{ChartFiles.Dependencies}{folder}' has no {ChartFiles.Metadata}")
        : NameOf(chart) is { } name ? (name, null)
        : (null, $"'{chart.DisplayName}' does not say the name of its chart");

    private static (string? Name, string? Problem) OfArchive(IReadOnlyList<(string Path, ArchiveEntry Entry)> files)
    {
        // What is too large to be read is said to be so.
        if (files is not [var (_, archive)] || archive.Read() is not { } bytes) return (null, null);
        try
        {
            var entries = ArchiveReader.Read(() => new MemoryStream(bytes)).Where(entry => entry.Path.Contains('/', StringComparison.Ordinal)).Select(entry => (Behind(entry.Path), entry)).ToList();
            return Find(entries, ChartFiles.Metadata) is { } chart && NameOf(chart) is { } name ? (name, null) : (null, $"'{archive.DisplayName}' has no {ChartFiles.Metadata} that says the name of a chart");
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or FormatException)
        {
            return (null, $"'{archive.DisplayName}' is no archive");
        }
    }

    // requirements.yaml is of charts with apiVersion v1; where it is there, it counts.
    private static IEnumerable<string> Dependencies(IReadOnlyList<(string Path, ArchiveEntry Entry)> files)
    {
        var values = ((string[])[ChartFiles.Requirements, ChartFiles.Metadata]).Select(name => Find(files, name)).Select(file => file is null ? null : Values(file)?["dependencies"] as JsonArray).FirstOrDefault(list => list is not null);
        return (values ?? []).Select(item => (item as JsonObject)?["name"]?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal);
    }

    private static string? NameOf(ArchiveEntry chart) => Values(chart)?["name"]?.ToString() is { Length: > 0 } name ? name : null;

    private static JsonObject? Values(ArchiveEntry file)
    {
        try
        {
            return MetadataFile.Parse(file.Path, ArchiveReader.Content(file, JsonText.MaxBytes), schema: null);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ArchiveEntry? Find(IReadOnlyList<(string Path, ArchiveEntry Entry)> files, string path) => files.FirstOrDefault(file => file.Path == path).Entry;

    private static string In(ArchiveContents contents) => contents.IsPacked ? $" in '{contents.Source}'" : "";

    private static string Behind(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static bool IsJson(byte[] bytes)
    {
        var reader = new Utf8JsonReader(JsonText.WithoutByteOrderMark(bytes), new JsonReaderOptions { MaxDepth = 10_000 });
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
