using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Reading;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Finds what Helm refuses when it loads, packages or installs a chart (helm/helm 4.2, pkg/chart/v2/loader,
/// pkg/action/package.go and pkg/chart/v2/util/save.go).
/// </summary>
internal static class HelmChart
{
    // Real charts of charts are not nested so deeply.
    private const int Deepest = 16;

    /// <summary>One message for each problem of a chart.</summary>
    internal static IEnumerable<string> Problems(ArchiveContents contents)
    {
        foreach (var entry in contents.Entries.Where(entry => !entry.Path.Contains('/', StringComparison.Ordinal)))
        {
            yield return $"'{entry.Path}' is at the top of '{contents.Source}', and Helm wants all files of a chart in one folder. "
                + "Pack the folder of the chart, not what is in it.";
        }

        foreach (var problem in Problems(InFolder(contents.Entries), contents, depth: 0)) yield return problem;
    }

    private static IEnumerable<string> Problems(IReadOnlyList<ChartFile> files, ArchiveContents contents, int depth)
    {
        if (depth == Deepest) yield break;
        if (Find(files, ChartFiles.ValuesSchema) is { } schema && schema.Read() is { } json && !IsJson(json))
        {
            yield return $"'{schema.DisplayName}'{In(contents)} is no JSON, and Helm refuses the chart for it. Correct it, or take it out.";
        }

        var (names, areAllKnown) = (new List<string>(), true);
        foreach (var dependency in DependenciesIn(files))
        {
            var isArchive = ChartFiles.IsArchive(dependency.Key);
            IReadOnlyList<ChartFile> inner = [.. dependency];
            if (inner.FirstOrDefault(file => file.Path == dependency.Key) is { } loose && !isArchive)
            {
                yield return $"'{loose.Entry.DisplayName}'{In(contents)} is in {ChartFiles.Dependencies} and is no chart, "
                    + "so Helm cannot load the chart that it is in. Take it out, or name it in .helmignore.";
                continue;
            }

            IReadOnlyList<ChartFile> unpacked = [.. inner.Select(file => new ChartFile(WithoutFirstFolder(file.Path), file.Entry))];
            var (name, problem) = isArchive ? NameInArchive(inner) : NameInFolder(unpacked, dependency.Key);
            if (problem is not null)
            {
                yield return $"{problem}{In(contents)}. Helm cannot load the chart that it is in. Correct it, or take it out.";
            }

            if (name is null) areAllKnown = false;
            else names.Add(name);
            if (isArchive) continue;
            foreach (var deeper in Problems(unpacked, contents, depth + 1)) yield return deeper;
        }

        if (depth > 0 || !areAllKnown) yield break;
        var missing = DependenciesOf(files).Except(names, StringComparer.Ordinal).ToList();
        if (missing.Count == 0) yield break;
        var existing = names.Count > 0 ? $"are: {string.Join(", ", names)}" : "is none";
        yield return $"The chart has dependencies that are not in its folder charts: {string.Join(", ", missing)}. There {existing}. "
            + $"Helm refuses it. Run helm dependency update before publishing, or take them out of {ChartFiles.Metadata}.";
    }

    // The files in charts/, by the folder or archive that they are in. Helm skips signatures and names that begin with
    // _ or a dot.
    private static IEnumerable<IGrouping<string, ChartFile>> DependenciesIn(IReadOnlyList<ChartFile> files) => files
        .Where(file => file.Path.StartsWith(ChartFiles.Dependencies, StringComparison.Ordinal))
        .Select(file => new ChartFile(file.Path[ChartFiles.Dependencies.Length..], file.Entry))
        .Where(file => !file.Path.EndsWith(".prov", StringComparison.Ordinal) && file.Path[0] is not ('_' or '.'))
        .GroupBy(file => file.Path.Split('/')[0], StringComparer.Ordinal);

    private static (string? Name, string? Problem) NameInFolder(IReadOnlyList<ChartFile> files, string folder)
    {
        if (Find(files, ChartFiles.Metadata) is not { } chart)
        {
            return (null, $"'{ChartFiles.Dependencies}{folder}' has no {ChartFiles.Metadata}");
        }

        return NameOf(chart) is { } name ? (name, null) : (null, $"'{chart.DisplayName}' does not say the name of its chart");
    }

    private static (string? Name, string? Problem) NameInArchive(IReadOnlyList<ChartFile> files)
    {
        // The check of the largest file reports an archive that is too large to be read.
        if (files is not [{ Entry: var archive }] || archive.Read() is not { } bytes) return (null, null);
        try
        {
            var entries = InFolder(ArchiveReader.Read(() => new MemoryStream(bytes)));
            return Find(entries, ChartFiles.Metadata) is { } chart && NameOf(chart) is { } name
                ? (name, null)
                : (null, $"'{archive.DisplayName}' has no {ChartFiles.Metadata} that says the name of a chart");
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or FormatException)
        {
            return (null, $"'{archive.DisplayName}' is no archive");
        }
    }

    // Charts with apiVersion v1 have requirements.yaml; its dependencies count more than those of Chart.yaml.
    private static IEnumerable<string> DependenciesOf(IReadOnlyList<ChartFile> files)
    {
        var list = ListIn(ChartFiles.Requirements) ?? ListIn(ChartFiles.Metadata) ?? [];
        return list.Select(item => (item as JsonObject)?["name"]?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal);

        JsonArray? ListIn(string name) => Find(files, name) is { } file ? ValuesOf(file)?["dependencies"] as JsonArray : null;
    }

    private static string? NameOf(ArchiveEntry chart) => ValuesOf(chart)?["name"]?.ToString() is { Length: > 0 } name ? name : null;

    private static JsonObject? ValuesOf(ArchiveEntry file)
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

    private static ArchiveEntry? Find(IReadOnlyList<ChartFile> files, string path) =>
        files.FirstOrDefault(file => file.Path == path)?.Entry;

    // The files that are in a folder, by their paths in it.
    private static IReadOnlyList<ChartFile> InFolder(IEnumerable<ArchiveEntry> entries) =>
    [
        .. entries.Where(entry => entry.Path.Contains('/', StringComparison.Ordinal))
            .Select(entry => new ChartFile(WithoutFirstFolder(entry.Path), entry)),
    ];

    private static string WithoutFirstFolder(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string In(ArchiveContents contents) => contents.IsPacked ? $" in '{contents.Source}'" : "";

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

    /// <summary>A file of a chart, by its path in the folder of the chart.</summary>
    private sealed record ChartFile(string Path, ArchiveEntry Entry);
}
