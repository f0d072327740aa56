using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OciArtifacts.Core.Model;

/// <summary>
/// Reads and writes the JSON of the model: compact, in a fixed order, with as few escapes as .NET allows.
/// </summary>
internal static class OciJson
{
    internal static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    internal static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type) => Write(value, type, Compact);

    /// <summary>For files that people read. Never hash these bytes.</summary>
    internal static byte[] ToReadableBytes<T>(T value, JsonTypeInfo<T> type) => Write(value, type, Readable);

    internal static T Parse<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type, string what)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem)
        {
            throw new OciException(
                OciErrorCode.MalformedContent,
                $"This is no {what}: it is not understood at '{problem.Path ?? "$"}', line {problem.LineNumber + 1 ?? 1}.",
                problem);
        }
    }

    private static byte[] Write<T>(T value, JsonTypeInfo<T> type, JsonWriterOptions options)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return bytes.ToArray();
    }
}
