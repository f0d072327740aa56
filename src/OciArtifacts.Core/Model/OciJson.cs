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

    internal static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type) => ToBytes(json => JsonSerializer.Serialize(json, value, type));

    /// <summary>The bytes of what the action writes.</summary>
    internal static byte[] ToBytes(Action<Utf8JsonWriter> write) => ToBytes(write, Compact);

    /// <summary>For files that people read. Never hash these bytes.</summary>
    internal static byte[] ToReadableBytes<T>(T value, JsonTypeInfo<T> type) =>
        ToReadableBytes(json => JsonSerializer.Serialize(json, value, type));

    /// <inheritdoc cref="ToReadableBytes{T}"/>
    internal static byte[] ToReadableBytes(Action<Utf8JsonWriter> write) => ToBytes(write, Readable);

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
                $"This is no {what}: it is not understood at '{ForeignText.OneLine(problem.Path ?? "$")}', line {problem.LineNumber + 1 ?? 1}.",
                problem);
        }
    }

    private static byte[] ToBytes(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, options))
        {
            write(json);
        }

        return bytes.ToArray();
    }
}
