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
            return IsYaml(path) ? OfYaml(text) : ArtifactTypeText.Parse(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException problem)
        {
            throw new OciException(OciErrorCode.InvalidMetadata, $"'{path}' says what the artifact is, but cannot be understood: {problem.Message}", problem);
        }
    }

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    // YAML has a class of its own and is not named above, so that its reader is loaded by YAML only.
    private static JsonObject OfYaml(string text)
    {
        try
        {
            return YamlText.Read(text) as JsonObject ?? throw new JsonException("It is no mapping.");
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
