using System.Text.Json;
using OciArtifacts.Core;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>
/// The file <c>project.assets.json</c>, in which NuGet records the packages that it resolved (docs/decisions/0041).
/// </summary>
internal sealed class AssetsFile
{
    private static readonly string[] RunTimeAssets = ["runtime", "native", "resource", "runtimeTargets", "contentFiles"];

    private AssetsFile(IReadOnlyList<AssetsLibrary> libraries, IReadOnlyList<string> direct, IReadOnlyList<string> packageFolders) =>
        (Libraries, Direct, PackageFolders) = (libraries, direct, packageFolders);

    /// <summary>A project without packages.</summary>
    internal static AssetsFile None { get; } = new([], [], []);

    /// <summary>The packages and projects of one framework and runtime.</summary>
    internal IReadOnlyList<AssetsLibrary> Libraries { get; }

    /// <summary>The names of the packages and projects that the project itself references.</summary>
    internal IReadOnlyList<string> Direct { get; }

    /// <summary>The folders that have unpacked packages, in the order of search.</summary>
    internal IReadOnlyList<string> PackageFolders { get; }

    /// <summary>Parses the file.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="path">The path, for messages.</param>
    /// <param name="frameworks">The names that the target framework may have in the file: its alias, and its full name.</param>
    /// <param name="runtimeIdentifier">The runtime identifier of the app, or empty.</param>
    /// <exception cref="OciException">
    /// It is no such file, or does not have the framework (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    internal static AssetsFile Parse(byte[] bytes, string path, IReadOnlyList<string> frameworks, string runtimeIdentifier)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            var names = NamesOf(root, frameworks);
            var target = names.Select(name => Find(root.GetProperty("targets"), $"{name}/{runtimeIdentifier}")).FirstOrDefault(IsThere);
            if (!IsThere(target)) target = names.Select(name => Find(root.GetProperty("targets"), name)).FirstOrDefault(IsThere);
            if (!IsThere(target)) throw Wrong($"it has no packages of {string.Join(" or ", frameworks)}. Restore the project again");
            var direct = names.Select(name => Find(root.GetProperty("projectFileDependencyGroups"), name)).FirstOrDefault(IsThere);
            return new AssetsFile(
                WithBuildOnly([.. target.EnumerateObject().Select(library => LibraryOf(library, root.GetProperty("libraries")))]),
                IsThere(direct) ? [.. direct.EnumerateArray().Select(text => text.GetString()!.Split(' ')[0])] : [],
                [.. root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)]);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Wrong(problem.Message, problem);
        }

        OciException Wrong(string what, Exception? problem = null) => new(
            OciErrorCode.MalformedContent, $"'{path}' cannot be read as the file of resolved packages: {what}", problem);
    }

    // The keys of a framework are its alias in new versions of the file, and its full name in old ones.
    private static List<string> NamesOf(JsonElement root, IReadOnlyList<string> frameworks)
    {
        var keys = root.GetProperty("project").GetProperty("frameworks").EnumerateObject().ToList();
        var alias = keys
            .Where(key => frameworks.Contains(Text(key.Value, "targetAlias"), StringComparer.OrdinalIgnoreCase))
            .Select(key => key.Name);
        return [.. frameworks.Concat(alias).Where(name => name.Length > 0)];
    }

    private static AssetsLibrary LibraryOf(JsonProperty library, JsonElement libraries)
    {
        var (name, version) = library.Name.Split('/') is [var first, var second] ? (first, second) : throw new JsonException(library.Name);
        var facts = libraries.GetProperty(library.Name);
        var dependencies = Find(library.Value, "dependencies");
        var isProject = Text(library.Value, "type") == "project";
        return new AssetsLibrary(name, version)
        {
            Project = isProject ? Path.GetFileNameWithoutExtension(Text(facts, "path").Replace('\\', '/')) : null,
            DependsOn = IsThere(dependencies) ? [.. dependencies.EnumerateObject().Select(dependency => dependency.Name)] : [],
            IsBuildOnly = !isProject && !RunTimeAssets.Any(kind => HasAssets(Find(library.Value, kind))),
            Folder = isProject ? "" : Text(facts, "path"),
            Files = isProject ? [] : [.. TopFiles(facts)],
        };
    }

    // A package without files of its own may stand for those that it depends on.
    private static List<AssetsLibrary> WithBuildOnly(List<AssetsLibrary> libraries)
    {
        var only = libraries.Where(library => library.IsBuildOnly).Select(library => library.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (libraries.Find(library => only.Contains(library.Name) && !library.DependsOn.All(only.Contains)) is { } other)
        {
            only.Remove(other.Name);
        }

        return [.. libraries.Select(library => library with { IsBuildOnly = only.Contains(library.Name) })];
    }

    // A package says with a file of the name _._ that a folder is empty.
    private static bool HasAssets(JsonElement assets) =>
        IsThere(assets) && assets.EnumerateObject().Any(asset => !asset.Name.EndsWith("/_._", StringComparison.Ordinal));

    private static IEnumerable<string> TopFiles(JsonElement facts) => Find(facts, "files") is { ValueKind: JsonValueKind.Array } files
        ? files.EnumerateArray().Select(file => file.GetString()!).Where(file => !file.Contains('/', StringComparison.Ordinal))
        : [];

    private static bool IsThere(JsonElement element) => element.ValueKind != JsonValueKind.Undefined;

    private static JsonElement Find(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase)) return member.Value;
        }

        return default;
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
