using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>What Open Policy Agent refuses when it loads a bundle (open-policy-agent/opa 1.19, v1/bundle/bundle.go): documents that cannot be read, modules without a package, and what is outside of the roots.</summary>
internal static partial class OpaBundle
{
    /// <summary>What is wrong with the bundle.</summary>
    internal static IEnumerable<string> Problems(ArchiveContents contents)
    {
        var (roots, problem) = RootsOf(contents.Entries.FirstOrDefault(entry => entry.Path == BundleFiles.Manifest));
        if (problem is not null) yield return problem;
        foreach (var entry in contents.Entries)
        {
            if (BundleFiles.IsData(entry.Path) && DataProblem(entry, roots) is { } data) yield return data;
            if (BundleFiles.IsModule(entry.Path) && ModuleProblem(entry, roots) is { } module) yield return module;
        }
    }

    // Without roots a bundle has everything.
    private static (IReadOnlyList<string> Roots, string? Problem) RootsOf(ArchiveEntry? manifest)
    {
        if (manifest?.Read() is not { } bytes) return ([], null);
        JsonObject members;
        try
        {
            // What stands behind the first value is not read.
            var reader = new Utf8JsonReader(JsonText.WithoutByteOrderMark(bytes), new JsonReaderOptions { AllowMultipleValues = true });
            members = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("It is no JSON object.");
        }
        catch (JsonException problem)
        {
            return ([], $"'{manifest.DisplayName}' is no JSON object, so that OPA cannot load the bundle: {problem.Message}");
        }

        if (members["roots"] is not JsonArray list) return ([], members["roots"] is null ? null : $"'{manifest.DisplayName}' has roots that are no list.");
        var roots = list.Select(root => root?.ToString().Trim('/') ?? "").ToList();
        var overlap = roots.SelectMany((one, i) => roots.Skip(i + 1).Where(other => IsIn(one, other) || IsIn(other, one)).Select(other => (one, other))).FirstOrDefault();
        return (roots, overlap.one is null ? null : $"'{manifest.DisplayName}' has the roots '{overlap.one}' and '{overlap.other}', which overlap. Name the outer one alone.");
    }

    private static string? DataProblem(ArchiveEntry entry, IReadOnlyList<string> roots)
    {
        if (entry.Read() is not { } bytes) return null;
        try
        {
            var text = Encoding.UTF8.GetString(bytes);
            var data = entry.Path.EndsWith(".json", StringComparison.Ordinal) ? JsonNode.Parse(bytes) : YamlText.Read(text);
            var place = entry.Path.Contains('/', StringComparison.Ordinal) ? entry.Path[..entry.Path.LastIndexOf('/')] : "";
            if (place.Length == 0 && data is not JsonObject) return $"'{entry.DisplayName}' is at the top of the bundle, and has to be an object there.";
            return roots.Count == 0 || roots.Any(root => IsIn(place, root) || IsIn(root, place)) ? null : $"'{entry.DisplayName}' is data below '{place}', which is in none of the roots of {BundleFiles.Manifest}: {string.Join(", ", roots)}.";
        }
        catch (Exception problem) when (problem is JsonException or YamlException)
        {
            return $"'{entry.DisplayName}' cannot be read, so that OPA cannot load the bundle: {problem.Message}";
        }
    }

    private static string? ModuleProblem(ArchiveEntry entry, IReadOnlyList<string> roots)
    {
        if (entry.Read() is not { } bytes) return null;
        var package = Package().Match(Encoding.UTF8.GetString(JsonText.WithoutByteOrderMark(bytes)));
        if (!package.Success) return $"'{entry.DisplayName}' has no package, so that OPA cannot load the bundle. Begin it with: package example";
        var path = package.Groups["name"].Value.Replace("[\"", ".", StringComparison.Ordinal).Replace("\"]", "", StringComparison.Ordinal).Replace('.', '/');
        return roots.Count == 0 || roots.Any(root => IsIn(path, root)) ? null : $"'{entry.DisplayName}' is of the package '{package.Groups["name"].Value}', which is in none of the roots of {BundleFiles.Manifest}: {string.Join(", ", roots)}.";
    }

    private static bool IsIn(string path, string root) => root.Length == 0 || path == root || path.StartsWith($"{root}/", StringComparison.Ordinal);

    [GeneratedRegex(@"^[ \t]*package[ \t]+(?<name>[A-Za-z_][A-Za-z0-9_.]*(\[""[^""]+""\][A-Za-z0-9_.]*)*)", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Package();
}
