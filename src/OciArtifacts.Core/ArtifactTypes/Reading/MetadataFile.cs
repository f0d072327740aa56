using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads the files that describe an artifact: JSON, also with comments, YAML, and the <c>.nuspec</c> of a NuGet
/// package.
/// </summary>
internal static class MetadataFile
{
    // Reports and attestations describe themselves, and may be long.
    private const int LargestDocument = 64 * 1024 * 1024;

    /// <summary>
    /// Reads a file as YAML of at most 1 MiB or as a <c>.nuspec</c> if its name ends so, else as JSON of at most 64
    /// MiB.
    /// </summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="schema">
    /// A JSON Schema of the values. Numbers and booleans in YAML become texts where it asks for texts.
    /// <see langword="null"/> changes nothing.
    /// </param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">
    /// The file does not exist, cannot be read, or is not one object (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal static async Task<JsonObject> ReadAsync(string path, JsonObject? schema, CancellationToken cancellation)
    {
        try
        {
            return Parse(
                path, await JsonText.ReadAsync(path, "The metadata file", cancellation, MaxBytesOf(path)).ConfigureAwait(false), schema);
        }
        catch (JsonException problem)
        {
            throw Invalid($"'{path}'", problem);
        }
    }

    /// <summary>
    /// Reads a file, as <see cref="ReadAsync"/> does without a schema. Of several YAML documents it reads the first.
    /// </summary>
    /// <exception cref="OciException">
    /// The file does not exist, cannot be read, or is not one object (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal static JsonObject Read(string path) => Read(path, bytes => Parse(path, bytes, schema: null));

    /// <summary>
    /// Reads a file, as <see cref="Read(string)"/> does, and refuses YAML with several documents: all but the first
    /// would be lost.
    /// </summary>
    /// <exception cref="OciException">
    /// The file does not exist, cannot be read, has several documents, or is not one object
    /// (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal static JsonObject ReadSingleDocument(string path) =>
        Read(path, bytes => IsYaml(path) ? ParseYaml(TextOf(bytes), isSingle: true) : Parse(path, bytes, schema: null));

    /// <summary>Reads YAML or JSON of any kind, as <see cref="Read(string)"/> reads objects.</summary>
    internal static JsonNode? ReadAny(string path) =>
        Read(path, bytes => IsYaml(path) ? ParseYamlNode(TextOf(bytes)) : JsonNode.Parse(bytes));

    /// <summary>Reads the bytes of such a file.</summary>
    /// <exception cref="JsonException">The bytes are not one object.</exception>
    internal static JsonObject Parse(string name, byte[] bytes, JsonObject? schema)
    {
        var text = TextOf(bytes);
        if (Path.GetExtension(name).Equals(".nuspec", StringComparison.OrdinalIgnoreCase)) return NuspecText.Read(text);
        if (!IsYaml(name)) return AttestationEnvelope.Open(JsonText.Parse(Encoding.UTF8.GetBytes(text), LargestDocument));
        var values = ParseYaml(text);
        if (schema is not null) SchemaConversion.Apply(values, schema);
        return values;
    }

    /// <summary>The failure of a file that cannot be understood.</summary>
    internal static OciException Invalid(string file, JsonException problem) =>
        new(OciErrorCode.InvalidMetadata, $"{file} says what the artifact is, but cannot be understood: {problem.Message}", problem);

    private static T Read<T>(string path, Func<byte[], T> read)
    {
        try
        {
            var bytes = RegularFile.ReadAllBytes(path, "The metadata file", MaxBytesOf(path));
            return read(bytes ?? throw new JsonException($"It has more than {MaxBytesOf(path)} bytes."));
        }
        catch (JsonException problem)
        {
            throw Invalid($"'{path}'", problem);
        }
    }

    private static int MaxBytesOf(string path) => IsYaml(path) ? JsonText.MaxBytes : LargestDocument;

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    private static JsonObject ParseYaml(string text, bool isSingle = false) =>
        ParseYamlNode(text, isSingle) as JsonObject ?? throw new JsonException("It is no mapping.");

    // The only method that names YamlDotNet, so that the assembly is loaded only for YAML.
    private static JsonNode? ParseYamlNode(string text, bool isSingle = false)
    {
        try
        {
            return isSingle ? YamlText.ReadSingle(text) : YamlText.Read(text);
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
