using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The dates in a manifest of static web assets (<c>*.staticwebassets.endpoints.json</c>). The Web SDK writes the times of files into it, as the header <c>Last-Modified</c> of each
/// response, so that each clean build and each checkout has another one.
/// </summary>
internal static class EndpointDates
{
    /// <summary>What the name of such a manifest ends with.</summary>
    internal const string Extension = ".staticwebassets.endpoints.json";

    /// <summary>Whether a file is such a manifest, by its name.</summary>
    internal static bool HasName(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The manifest with one date in each <c>Last-Modified</c>, and every other byte as it was.</summary>
    /// <returns><see langword="null"/> where no such header is found, or the file is no JSON in UTF-8.</returns>
    internal static byte[]? Replace(byte[] manifest, DateTimeOffset date)
    {
        var start = manifest.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (!Utf8.IsValid(manifest.AsSpan(start))) return null;
        try
        {
            return Find(manifest.AsSpan(start)) is { Count: > 0 } found ? With(manifest, start, found, Encoding.ASCII.GetBytes(Format(date))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A date as HTTP has it (RFC 9110, "Date/Time Formats"), and as the SDK writes it.</summary>
    internal static string Format(DateTimeOffset date) => date.ToString("R", CultureInfo.InvariantCulture);

    // Where the values are, without their quotation marks.
    private static List<Range> Find(ReadOnlySpan<byte> json)
    {
        var found = new List<Range>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueSpan.SequenceEqual("ResponseHeaders"u8)) continue;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray) continue;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
                else if (ReadHeader(ref reader) is { } value) found.Add(value);
            }
        }

        return found;
    }

    // Reads to the end of the object.
    private static Range? ReadHeader(ref Utf8JsonReader reader)
    {
        var isDate = false;
        Range? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isName, isValue) = (reader.ValueSpan.SequenceEqual("Name"u8), reader.ValueSpan.SequenceEqual("Value"u8));
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) reader.Skip();
            else if (isName) isDate = Ascii.EqualsIgnoreCase(reader.ValueSpan, "Last-Modified"u8);
            else if (isValue) value = ((int)reader.TokenStartIndex + 1)..((int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length);
        }

        return isDate ? value : null;
    }

    private static byte[] With(byte[] manifest, int start, List<Range> values, byte[] date)
    {
        using var copy = new MemoryStream(manifest.Length + (values.Count * date.Length));
        var written = 0;
        foreach (var value in values)
        {
            copy.Write(manifest.AsSpan(written..(start + value.Start.Value)));
            copy.Write(date);
            written = start + value.End.Value;
        }

        copy.Write(manifest.AsSpan(written..));
        return copy.ToArray();
    }
}
