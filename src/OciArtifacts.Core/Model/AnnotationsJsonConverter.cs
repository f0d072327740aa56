using System.Text.Json;
using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>
/// Writes annotations in ordinal order of their keys, so that the same annotations always give the same digest.
/// </summary>
internal sealed class AnnotationsJsonConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("Annotations are an object.");
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw new JsonException("The value of an annotation is a string.");
            if (!annotations.TryAdd(key, reader.GetString()!)) throw new JsonException("An annotation is given twice.");
        }

        return annotations;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, text);
        }

        writer.WriteEndObject();
    }
}
