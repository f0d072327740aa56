using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Checks the placeholders in the templates of a definition. A placeholder without a value is left out, so that a
/// misspelled one would go unnoticed.
/// </summary>
internal static class TemplateRules
{
    private const string Metadata = "metadata", InMetadata = "metadata.";

    // Values of the project: docs/artifact-types.md, "Values".
    private static readonly string[] OfProject =
    [
        "name", "version", "packageId", "title", "authors", "description", "licenses", "url", "source", "revision", "created", "epoch",
        "bundle.content", "bundle.predicateType",
    ];

    private static readonly string[] OfFile = ["file.path", "file.name", "file.stem", "file.content", "file.extends"];

    private static readonly string[] OfConfig =
    [
        "falco.dependencies", "falco.requirements", "layers.digests", "layers.diffIds", "wasm.os", "wasm.component",
        "app.targetFramework", "app.runtimeIdentifier", "app.selfContained", "app.entryPoint", "app.layers",
    ];

    /// <summary>The first problem of a template of a definition, or <see langword="null"/>.</summary>
    internal static JsonProblem? Problem(ArtifactTypeDefinition definition) =>
        Templates(definition).Select(Problem).FirstOrDefault(problem => problem is not null);

    /// <summary>Checks that the templates use the names of the metadata file.</summary>
    /// <exception cref="OciException">
    /// A template asks for a value that the file has under a similar name
    /// (<see cref="OciErrorCode.InvalidTypeDefinition"/>).
    /// </exception>
    internal static void Check(ArtifactTypeDefinition definition, JsonObject metadata)
    {
        if (Problem(definition, metadata) is not { } problem) return;
        throw new OciException(
            OciErrorCode.InvalidTypeDefinition,
            $"The artifact type definition '{definition.Title}' is wrong, or its metadata file is: {problem.Message}");
    }

    /// <summary>
    /// Finds a template that asks for a missing member of the metadata file, although the file has a member with nearly
    /// the same name that no template asks for. The name in the template is then probably misspelled.
    /// </summary>
    internal static JsonProblem? Problem(ArtifactTypeDefinition definition, JsonObject metadata)
    {
        var asked = Templates(definition)
            .SelectMany(template => ValuesIn(template.Text).Select(value => (template.Path, Value: value)))
            .Where(asked => asked.Value.StartsWith(InMetadata, StringComparison.Ordinal))
            .ToList();
        var values = new Template(metadata);
        foreach (var (path, value) in asked)
        {
            var member = value[InMetadata.Length..];
            if (values.Find(member) is not null) continue;
            var dot = member.LastIndexOf('.');
            var parent = dot < 0 ? metadata : values.Find(member[..dot]) as JsonObject;
            var others = (parent ?? []).Select(other => other.Key)
                .Where(name => !asked.Exists(one => one.Value.EndsWith($".{name}", StringComparison.Ordinal)));
            if (NearestName.Of(member[(dot + 1)..], others, atMost: 1) is not { } nearest) continue;
            return new JsonProblem(
                path, $"'{path}' asks for {{{value}}}, which the file does not have. It has '{nearest}'. Did you mean that?");
        }

        return null;
    }

    private static IEnumerable<TemplateText> Templates(ArtifactTypeDefinition definition)
    {
        foreach (var (key, value) in definition.Annotations.Values) yield return new TemplateText($"annotations.values.{key}", value, []);
        foreach (var (i, layer) in definition.Layers.Index())
        {
            var path = JsonPath.OfItem("layers", i);
            if (layer.Title is { } title) yield return new TemplateText($"{path}.title", title, OfFile);
            if (layer.Root is { } root) yield return new TemplateText($"{path}.root", root, []);
            foreach (var (key, value) in layer.Annotations.Values)
            {
                yield return new TemplateText($"{path}.annotations.values.{key}", value, OfFile);
            }
        }

        foreach (var (path, text) in Texts(definition.Config?.Content, "config.content"))
        {
            yield return new TemplateText(path, text, OfConfig);
        }

        if (definition.Tags.Version is { } version) yield return new TemplateText("tags.version", version, []);
        if (definition.Repository is { } repository) yield return new TemplateText("repository", repository, []);
    }

    private static IEnumerable<(string Path, string Text)> Texts(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value, JsonPath.OfMember(path, member.Key))),
        JsonArray items => items.SelectMany((item, i) => Texts(item, JsonPath.OfItem(path, i))),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(path, value.GetValue<string>())],
        _ => [],
    };

    private static JsonProblem? Problem(TemplateText template)
    {
        var (path, text, more) = template;
        if (!HasPairedBraces(text))
        {
            return new JsonProblem(
                path,
                $"'{path}' is '{text}', where a brace has no other one. A value is written {{name}}; a brace itself cannot be written.");
        }

        string[] known = [.. OfProject, .. more];
        return ValuesIn(text).FirstOrDefault(value => !IsKnown(value, known)) is { } unknown
            ? new JsonProblem(
                path,
                $"'{path}' is '{text}', and nothing is called '{unknown}' there.{Hint(unknown, known)} "
                + $"There are: {Metadata}, {string.Join(", ", known)}.")
            : null;
    }

    private static bool HasPairedBraces(string text)
    {
        var open = 0;
        foreach (var c in text)
        {
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open is not (0 or 1)) return false;
        }

        return open == 0;
    }

    private static bool IsKnown(string value, string[] known) =>
        Template.LiteralIn(value) is not null
        || value == Metadata
        || value.StartsWith(InMetadata, StringComparison.Ordinal)
        || known.Any(one => one == value || IsInside(one, value) || IsInside(value, one));

    private static bool IsInside(string path, string parent) => path.StartsWith($"{parent}.", StringComparison.Ordinal);

    // The first part is misspelled most often: {metdata.name}.
    private static string Hint(string value, string[] known)
    {
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && NearestName.Of(value[..dot], [Metadata], atMost: 2) is not null) return $" Did you mean {Metadata}{value[dot..]}?";
        return NearestName.Hint(value, known.Append(Metadata));
    }

    // The paths of values in all placeholders: {a.b|c:form} asks for a.b and for c.
    private static IEnumerable<string> ValuesIn(string text)
    {
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close < 0) continue;
            foreach (var path in text[(open + 1)..close].Split(':')[0].Split('|')) yield return path;
        }
    }

    /// <summary>A template in a definition, and the values that only it may ask for.</summary>
    private sealed record TemplateText(string Path, string Text, string[] More);
}
