using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// The dates in a manifest of static web assets (<c>*.staticwebassets.endpoints.json</c>). The Web SDK writes the times
/// of files into it, as the header <c>Last-Modified</c> of each response, so its bytes are different after each clean
/// build and in each checkout.
/// </summary>
internal static class EndpointDates
{
    /// <summary>The end of the file name of such a manifest.</summary>
    internal const string Extension = ".staticwebassets.endpoints.json";

    /// <summary>Whether the name of a file is the name of such a manifest.</summary>
    internal static bool HasName(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// A copy of the manifest in which each <c>Last-Modified</c> has the given date. All other bytes stay the same.
    /// </summary>
    /// <returns><see langword="null"/> where the manifest has no such header or is not JSON in UTF-8.</returns>
    internal static byte[]? Replace(byte[] manifest, DateTimeOffset date)
    {
        var start = manifest.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (!Utf8.IsValid(manifest.AsSpan(start))) return null;
        try
        {
            return Find(manifest.AsSpan(start)) is { Count: > 0 } found
                ? With(manifest, start, found, Encoding.ASCII.GetBytes(Format(date)))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A date in the form of HTTP (RFC 9110, "Date/Time Formats"), which the SDK writes too.</summary>
    internal static string Format(DateTimeOffset date) => date.ToString("R", CultureInfo.InvariantCulture);

    // The positions of the values, without their quotation marks.
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

    // Reads one header, to the end of its object; the position of its value, where it is a Last-Modified.
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
