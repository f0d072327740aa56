using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using YamlDotNet.Core;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>Reads the files in which projects of all kinds say what they are: JSON, with comments too, YAML, and the <c>.nuspec</c> of a NuGet package.</summary>
public static class MetadataFile
{
    // A report or an attestation says itself what it is, and may be long.
    private const int LargestDocument = 64 * 1024 * 1024;

    /// <summary>Reads a file: YAML of at most 1 MiB or a <c>.nuspec</c> where its name ends so, else JSON of at most 64 MiB.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="schema">What its values have to be: in YAML, numbers and booleans become texts where it wants texts. None changes nothing.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <exception cref="OciException">It does not exist, cannot be read, or is no object (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public static async Task<JsonObject> ReadAsync(string path, JsonObject? schema, CancellationToken cancellation)
    {
        try
        {
            return Parse(path, await JsonText.ReadAsync(path, "The metadata file", cancellation, MostOf(path)).ConfigureAwait(false), schema);
        }
        catch (JsonException problem)
        {
            throw Invalid($"'{path}'", problem);
        }
    }

    /// <summary>Reads a file of at most 1 MiB, as <see cref="ReadAsync"/> does.</summary>
    /// <exception cref="OciException">It does not exist, cannot be read, or is no object (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public static JsonObject Read(string path) => Read(path, bytes => Parse(path, bytes, schema: null));

    /// <summary>Reads a file that is one object, as <see cref="Read(string)"/> does.</summary>
    /// <exception cref="OciException">It is none, or has several documents, of which all but the first would be lost (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public static JsonObject ReadSingleDocument(string path) => Read(path, bytes =>
    {
        var one = Parse(path, bytes, schema: null);
        return IsYaml(path) && YamlText.HasSeveral(TextOf(bytes)) ? throw new JsonException("It has several documents, and one layer is one object. Give each a file of its own.") : one;
    });

    /// <summary>What a Sigstore bundle says, as values for templates: <c>content</c> and <c>predicateType</c>.</summary>
    /// <param name="bundle">The bundle.</param>
    public static JsonObject BundleValues(JsonObject bundle) => AttestationEnvelope.BundleValues(bundle);

    /// <summary>Reads YAML or JSON of any kind, as <see cref="Read(string)"/> does objects.</summary>
    internal static JsonNode? ReadAny(string path) => Read(path, bytes => IsYaml(path) ? Yaml(TextOf(bytes)) : JsonNode.Parse(bytes));

    /// <summary>Reads the bytes of such a file.</summary>
    /// <exception cref="JsonException">They are no object.</exception>
    internal static JsonObject Parse(string name, byte[] bytes, JsonObject? schema)
    {
        var text = TextOf(bytes);
        if (Path.GetExtension(name).Equals(".nuspec", StringComparison.OrdinalIgnoreCase)) return NuspecText.Read(text);
        if (!IsYaml(name)) return AttestationEnvelope.Open(JsonText.Parse(Encoding.UTF8.GetBytes(text), LargestDocument));
        var values = OfYaml(text);
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
            return read(RegularFile.ReadAllBytes(path, "The metadata file", MostOf(path)) ?? throw new JsonException($"It has more than {MostOf(path)} bytes."));
        }
        catch (JsonException problem)
        {
            throw Invalid($"'{path}'", problem);
        }
    }

    private static int MostOf(string path) => IsYaml(path) ? JsonText.Largest : LargestDocument;

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
