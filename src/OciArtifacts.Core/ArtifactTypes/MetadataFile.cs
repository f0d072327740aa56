using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>Reads the files in which projects of all kinds say what they are: JSON, with comments too, and YAML.</summary>
public static class MetadataFile
{
    /// <summary>Reads a file of at most 1 MiB: YAML where its name ends so, else JSON.</summary>
    /// <exception cref="OciException">It does not exist, cannot be read, or is no object (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public static async Task<JsonObject> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var text = TextOf(await ArtifactTypeText.ReadAsync(path, "The metadata file", cancellation).ConfigureAwait(false));
            return Parse(text, path);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem);
        }
    }

    /// <summary>Reads a file of at most 1 MiB, as <see cref="ReadAsync"/> does.</summary>
    /// <exception cref="OciException">It does not exist, cannot be read, or is no object (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public static JsonObject Read(string path)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(path, "The metadata file", ArtifactTypeText.Largest) ?? throw new JsonException($"It has more than {ArtifactTypeText.Largest} bytes.");
            return Parse(TextOf(bytes), path);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem);
        }
    }

    /// <summary>Reads YAML or JSON of any kind, as <see cref="Read"/> does objects.</summary>
    internal static JsonNode? ReadAny(string path)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(path, "The metadata file", ArtifactTypeText.Largest) ?? throw new JsonException($"It has more than {ArtifactTypeText.Largest} bytes.");
            return IsYaml(path) ? Yaml(TextOf(bytes)) : JsonNode.Parse(bytes);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem);
        }
    }

    /// <summary>What a Sigstore bundle says, as values for templates: <c>content</c> and <c>predicateType</c>.</summary>
    /// <param name="bundle">The bundle.</param>
    public static JsonObject BundleValues(JsonObject bundle) => AttestationFacts.BundleValues(bundle);

    private static JsonObject Parse(string text, string path) => IsYaml(path) ? OfYaml(text) : AttestationFacts.Opened(ArtifactTypeText.Parse(Encoding.UTF8.GetBytes(text)));

    private static OciException Invalid(string path, JsonException problem) =>
        new(OciErrorCode.InvalidMetadata, $"'{path}' says what the artifact is, but cannot be understood: {problem.Message}", problem);

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    // YAML has a class of its own and is not named above, so that its reader is loaded by YAML only.
    private static JsonObject OfYaml(string text) => Yaml(text) as JsonObject ?? throw new JsonException("It is no mapping.");

    private static JsonNode? Yaml(string text)
    {
        try
        {
            return YamlText.Read(text);
        }
        catch (YamlException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    // Some tools write UTF-16.
    private static string TextOf(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }
}
