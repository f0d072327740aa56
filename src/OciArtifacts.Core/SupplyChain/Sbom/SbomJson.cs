using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>Writes JSON documents that have an id of their own content.</summary>
internal static class SbomJson
{
    /// <summary>
    /// Writes the document twice: without an id, to make the id of these bytes, and with it.
    /// </summary>
    /// <param name="write">Writes the members of the document with an id.</param>
    internal static byte[] WithId(Action<Utf8JsonWriter, string> write) =>
        Bytes(json => write(json, $"urn:uuid:{ContentUuid.Of(Bytes(empty => write(empty, "")))}"));

    /// <summary>Writes a list of objects; nothing if the list is empty.</summary>
    internal static void WriteList<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (isFirst) json.WriteStartArray(name);
            isFirst = false;
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        if (!isFirst) json.WriteEndArray();
    }

    /// <summary>Writes an object.</summary>
    internal static void WriteObject(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> write)
    {
        json.WriteStartObject(name);
        write(json);
        json.WriteEndObject();
    }

    /// <summary>Writes a text; nothing if it is empty.</summary>
    internal static void WriteText(this Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) json.WriteString(name, text);
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write) => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });
}
