using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>The placeholders that the templates of a definition may have. What a template asks for and is not there is left out, so a misspelled placeholder would be silent.</summary>
internal static class TemplateRules
{
    private const string Metadata = "metadata";

    // What a project says: docs/artifact-types.md, "Values".
    private static readonly string[] OfProject =
        ["name", "version", "packageId", "title", "authors", "description", "licenses", "url", "source", "revision", "created", "epoch", "bundle.content", "bundle.predicateType"];

    private static readonly string[] OfFile = ["file.path", "file.name", "file.stem", "file.content", "file.extends"];

    private static readonly string[] OfConfig =
    [
        "falco.dependencies", "falco.requirements", "layers.digests", "layers.diffIds", "wasm.os", "wasm.component", "app.targetFramework", "app.runtimeIdentifier", "app.selfContained", "app.entryPoint", "app.layers",
    ];

    /// <summary>What is wrong with a template of a definition, or <see langword="null"/>.</summary>
    internal static JsonProblem? Problem(ArtifactTypeDefinition definition) =>
        Templates(definition).Select(template => Problem(template.Path, template.Text, template.More)).FirstOrDefault(problem => problem is not null);

    /// <summary>
    /// What a template asks for of a metadata file that does not have it, but has a member with nearly this name that no template asks for: a slip of the pen. <see langword="null"/> where there is none.
    /// </summary>
    internal static JsonProblem? Problem(ArtifactTypeDefinition definition, JsonObject metadata)
    {
        var asked = Templates(definition).SelectMany(template => Placeholders(template.Text).SelectMany(PathsOf).Select(path => (template.Path, Value: path)))
            .Where(path => path.Value.StartsWith("metadata.", StringComparison.Ordinal)).ToList();
        var values = new Template(metadata);
        foreach (var (path, value) in asked)
        {
            var inFile = value["metadata.".Length..];
            if (values.Find(inFile) is not null) continue;
            var parent = inFile.LastIndexOf('.') is >= 0 and var dot ? values.Find(inFile[..dot]) as JsonObject : metadata;
            var others = parent?.Select(member => member.Key).Where(name => !asked.Exists(one => one.Value.EndsWith($".{name}", StringComparison.Ordinal)));
            if (others is not null && NearestName.Of(inFile[(inFile.LastIndexOf('.') + 1)..], others, atMost: 1) is { } nearest)
            {
                return new JsonProblem(path, $"'{path}' asks for {{{value}}}, which the file does not have. It has '{nearest}'. Did you mean that?");
            }
        }

        return null;
    }

    /// <summary>Checks what the templates ask for of a metadata file.</summary>
    /// <exception cref="OciException">One asks for what the file has by another name (<see cref="OciErrorCode.InvalidTypeDefinition"/>).</exception>
    internal static void Check(ArtifactTypeDefinition definition, JsonObject metadata)
    {
        if (Problem(definition, metadata) is not { } problem) return;
        throw new OciException(OciErrorCode.InvalidTypeDefinition, $"The artifact type definition '{definition.Title}' is wrong, or its metadata file is: {problem.Message}");
    }

    private static IEnumerable<(string Path, string Text, string[] More)> Templates(ArtifactTypeDefinition definition)
    {
        foreach (var (key, value) in definition.Annotations.Values) yield return ($"annotations.values.{key}", value, []);
        foreach (var (layer, i) in definition.Layers.Select((layer, i) => (layer, i)))
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"layers[{i}]");
            if (layer.Title is { } title) yield return ($"{path}.title", title, OfFile);
            if (layer.Root is { } root) yield return ($"{path}.root", root, []);
            foreach (var (key, value) in layer.Annotations.Values) yield return ($"{path}.annotations.values.{key}", value, OfFile);
        }

        foreach (var (path, text) in Texts(definition.Config?.Content, "config.content")) yield return (path, text, OfConfig);
        if (definition.Tags.Version is { } version) yield return ("tags.version", version, []);
        if (definition.Repository is { } repository) yield return ("repository", repository, []);
    }

    private static IEnumerable<(string Path, string Text)> Texts(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value, JsonLines.Joined(path, member.Key))),
        JsonArray items => items.SelectMany((item, i) => Texts(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(path, value.GetValue<string>())],
        _ => [],
    };

    private static JsonProblem? Problem(string path, string text, string[] more)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open is not (0 or 1)) break;
        }

        if (open != 0) return new JsonProblem(path, $"'{path}' is '{text}', where a brace has no other one. A value is written {{name}}; a brace itself cannot be written.");
        string[] known = [.. OfProject, .. more];
        foreach (var value in Placeholders(text).SelectMany(PathsOf))
        {
            if (Template.LiteralIn(value) is not null || value == Metadata || value.StartsWith("metadata.", StringComparison.Ordinal)) continue;
            if (known.Contains(value) || known.Any(one => one.StartsWith($"{value}.", StringComparison.Ordinal) || value.StartsWith($"{one}.", StringComparison.Ordinal))) continue;
            return new JsonProblem(path, $"'{path}' is '{text}', and nothing is called '{value}' there.{Hint(value, known)} There are: {Metadata}, {string.Join(", ", known)}.");
        }

        return null;
    }

    // The first part is what is misspelled most often: {metdata.name}.
    private static string Hint(string value, string[] known)
    {
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && NearestName.Of(value[..dot], [Metadata], atMost: 2) is not null) return $" Did you mean {Metadata}{value[dot..]}?";
        return NearestName.Hint(value, known.Append(Metadata));
    }

    private static IEnumerable<string> Placeholders(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close > open) yield return text[(open + 1)..close];
        }
    }

    // {a.b|c:pattern}: what stands behind the colon is the form of a list.
    private static string[] PathsOf(string placeholder) => placeholder.Split(':')[0].Split('|');
}
