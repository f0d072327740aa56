using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Finds what Open Policy Agent refuses when it loads a bundle (open-policy-agent/opa 1.19, v1/bundle/bundle.go):
/// documents that cannot be read, modules without a package, and files outside of the roots of the bundle.
/// </summary>
internal static partial class OpaBundle
{
    /// <summary>One message for each problem of a bundle.</summary>
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

    // A bundle without roots may hold anything.
    private static (IReadOnlyList<string> Roots, string? Problem) RootsOf(ArchiveEntry? manifest)
    {
        if (manifest?.Read() is not { } bytes) return ([], null);
        var name = manifest.DisplayName;
        JsonObject members;
        try
        {
            // OPA reads only the first value.
            var reader = new Utf8JsonReader(JsonText.WithoutByteOrderMark(bytes), new JsonReaderOptions { AllowMultipleValues = true });
            members = JsonNode.Parse(ref reader) as JsonObject ?? throw new JsonException("It is no JSON object.");
        }
        catch (JsonException problem)
        {
            return ([], $"'{name}' is no JSON object, so that OPA cannot load the bundle: {problem.Message}");
        }

        if (members["roots"] is null) return ([], null);
        if (members["roots"] is not JsonArray list) return ([], $"'{name}' has roots that are no list.");
        var roots = list.Select(root => root?.ToString().Trim('/') ?? "").ToList();
        var (one, other) = FirstOverlap(roots);
        return (roots, one is null ? null : $"'{name}' has the roots '{one}' and '{other}', which overlap. Name the outer one alone.");
    }

    private static (string? One, string? Other) FirstOverlap(IReadOnlyList<string> roots)
    {
        for (var i = 0; i < roots.Count; i++)
        {
            for (var j = i + 1; j < roots.Count; j++)
            {
                if (IsIn(roots[i], roots[j]) || IsIn(roots[j], roots[i])) return (roots[i], roots[j]);
            }
        }

        return (null, null);
    }

    private static string? DataProblem(ArchiveEntry entry, IReadOnlyList<string> roots)
    {
        if (entry.Read() is not { } bytes) return null;
        JsonNode? data;
        try
        {
            var isJson = entry.Path.EndsWith(".json", StringComparison.Ordinal);
            data = isJson ? JsonNode.Parse(bytes) : YamlText.Read(Encoding.UTF8.GetString(bytes));
        }
        catch (Exception problem) when (problem is JsonException or YamlException)
        {
            return $"'{entry.DisplayName}' cannot be read, so that OPA cannot load the bundle: {problem.Message}";
        }

        var folder = entry.Path.Contains('/', StringComparison.Ordinal) ? entry.Path[..entry.Path.LastIndexOf('/')] : "";
        if (folder.Length == 0 && data is not JsonObject)
        {
            return $"'{entry.DisplayName}' is at the top of the bundle, and has to be an object there.";
        }

        return roots.Count == 0 || roots.Any(root => IsIn(folder, root) || IsIn(root, folder))
            ? null
            : $"'{entry.DisplayName}' is data below '{folder}', which is in none of the roots of {BundleFiles.Manifest}: "
                + $"{string.Join(", ", roots)}.";
    }

    private static string? ModuleProblem(ArchiveEntry entry, IReadOnlyList<string> roots)
    {
        if (entry.Read() is not { } bytes) return null;
        var match = Package().Match(Encoding.UTF8.GetString(JsonText.WithoutByteOrderMark(bytes)));
        if (!match.Success)
        {
            return $"'{entry.DisplayName}' has no package, so that OPA cannot load the bundle. Begin it with: package example";
        }

        var name = match.Groups["name"].Value;
        var path = name.Replace("[\"", ".", StringComparison.Ordinal).Replace("\"]", "", StringComparison.Ordinal).Replace('.', '/');
        return roots.Count == 0 || roots.Any(root => IsIn(path, root))
            ? null
            : $"'{entry.DisplayName}' is of the package '{name}', which is in none of the roots of {BundleFiles.Manifest}: "
                + $"{string.Join(", ", roots)}.";
    }

    private static bool IsIn(string path, string root) =>
        root.Length == 0 || path == root || path.StartsWith($"{root}/", StringComparison.Ordinal);

    [GeneratedRegex(
        @"^[ \t]*package[ \t]+(?<name>[A-Za-z_][A-Za-z0-9_.]*(\[""[^""]+""\][A-Za-z0-9_.]*)*)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Package();
}
