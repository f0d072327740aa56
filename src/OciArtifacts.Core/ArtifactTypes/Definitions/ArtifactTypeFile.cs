using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Reads artifact type definitions. They have the form of the catalogue, or the first form of opencontainers/artifacts
/// (artifactTypeSchema 0.1).
/// </summary>
public static class ArtifactTypeFile
{
    // The first form does not have these members.
    private static readonly string[] OwnMembers = ["artifactType", "config", "layers"];

    /// <summary>Reads a definition from a file.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>A definition that keeps all rules.</returns>
    /// <exception cref="OciException">
    /// The file does not exist, cannot be read, or is not a definition
    /// (<see cref="OciErrorCode.InvalidTypeDefinition"/>).
    /// </exception>
    public static async Task<ArtifactTypeDefinition> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return Parse(await JsonText.ReadAsync(path, "The artifact type definition", cancellation).ConfigureAwait(false), path);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem.Message, 0, problem);
        }
    }

    /// <summary>Reads a definition from JSON.</summary>
    /// <param name="bytes">The JSON. Comments, trailing commas and a byte order mark are allowed.</param>
    /// <param name="name">What messages call the definition, such as the path of the file.</param>
    /// <returns>A definition that keeps all rules.</returns>
    /// <exception cref="OciException">
    /// The JSON is not a definition (<see cref="OciErrorCode.InvalidTypeDefinition"/>).
    /// </exception>
    public static ArtifactTypeDefinition Parse(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            var root = JsonText.Parse(bytes);
            var isFirstForm = root.ContainsKey("mediaType") && !OwnMembers.Any(root.ContainsKey);
            if (!isFirstForm && JsonShape.Problem(root, ArtifactTypeJson.Default.ArtifactTypeDefinition) is { } shape)
            {
                throw Invalid(name, shape, bytes);
            }

            var definition = isFirstForm ? FirstForm.Read(root) : root.Deserialize(ArtifactTypeJson.Default.ArtifactTypeDefinition)!;
            return DefinitionRules.Problem(definition) is { } problem ? throw Invalid(name, problem, bytes) : definition;
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            throw Invalid(name, problem.Message, (problem as JsonException)?.LineNumber is { } line ? (int)line + 1 : 0, problem);
        }
    }

    /// <summary>
    /// Reads a definition of the catalogue. The tests check these definitions against the rules, so a publish need not.
    /// </summary>
    internal static ArtifactTypeDefinition ParseShipped(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, ArtifactTypeJson.Default.ArtifactTypeDefinition)!;

    private static OciException Invalid(string name, JsonProblem problem, ReadOnlySpan<byte> bytes) =>
        Invalid(name, problem.Message, JsonLines.Find(JsonText.WithoutByteOrderMark(bytes), problem.Path));

    private static OciException Invalid(string name, string problem, int line, Exception? inner = null) =>
        new(
            OciErrorCode.InvalidTypeDefinition,
            $"'{name}' is no artifact type definition: {problem} docs/artifact-types.md describes the form.",
            inner)
        {
            File = name,
            Line = line,
        };

    /// <summary>The form of <c>artifactType.json</c> in the first drafts of opencontainers/artifacts.</summary>
    private static class FirstForm
    {
        private static readonly string[] Members =
        [
            "title", "titles", "description", "descriptions", "mediaType", "layerMediaTypes", "specUrl", "spec", "moreInfoUrl", "url",
            "tools", "artifactType", "config", "layers",
        ];

        // Drafts differ in their other members, which are ignored. A name that is nearly one of these is probably
        // misspelled.
        internal static ArtifactTypeDefinition Read(JsonObject root)
        {
            var misspelled = root.Select(member => member.Key).FirstOrDefault(
                name => !Members.Contains(name) && NearestName.Of(name, Members, atMost: 1) is not null);
            return misspelled is null
                ? Definition(root)
                : throw new JsonException($"'{misspelled}' is no member that it can have.{NearestName.Hint(misspelled, Members)}");
        }

        private static ArtifactTypeDefinition Definition(JsonObject root) => new(Words(root, "title"), Words(root, "description"))
        {
            Config = new ConfigRule([Text(root["mediaType"], "mediaType")]),
            Layers = [.. Items(root, "layerMediaTypes").Select((type, i) => LayerOf(Text(type, "layerMediaTypes"), i))],
            Specification = (root["specUrl"] ?? root["spec"] ?? root["moreInfoUrl"] ?? root["url"]) is { } url
                ? new Uri(Text(url, "specUrl"), UriKind.Absolute)
                : null,
            Tools = [.. Items(root, "tools").Select(tool => ToolOf(tool as JsonObject ?? throw new JsonException("A tool is no object.")))],
        };

        private static ToolLink ToolOf(JsonObject tool) => new(Words(tool, "title"), new Uri(Text(tool["url"], "url"), UriKind.Absolute));

        private static LayerRule LayerOf(string mediaType, int position) =>
            new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"layer{position + 1}"), [mediaType]);

        // The text of the draft has "a collection of localized titles", its schema has one title. The first title
        // counts.
        private static string Words(JsonObject of, string name)
        {
            var one = of[name] is JsonArray { Count: > 0 } several ? several[0] : of[name];
            return Text(one is JsonObject localized ? localized[name] : one, name);
        }

        private static JsonArray Items(JsonObject of, string name) =>
            of[name] is not { } list ? [] : list as JsonArray ?? throw new JsonException($"Its '{name}' are no list.");

        private static string Text(JsonNode? node, string name) =>
            node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : throw new JsonException($"It has no text '{name}'.");
    }
}
