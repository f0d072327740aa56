using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Compares the first bytes of content with the format that its media type names (guidance for artifact authors, "Layer
/// Media Types").
/// </summary>
internal static class FormatSniffer
{
    /// <summary>How many bytes are read: a tar has its magic at byte 257.</summary>
    internal const int Length = 512;

    private const int TarMagicAt = 257;
    private const int SifMagicAt = 32;

    /// <summary>Whether content of the format can begin with these bytes.</summary>
    internal static bool Fits(ContentFormat format, ReadOnlySpan<byte> head) => format switch
    {
        ContentFormat.Any => true,
        ContentFormat.Tar => IsTar(head),
        ContentFormat.TarGzip => IsGzip(head),
        ContentFormat.TarZstd => IsZstd(head),
        ContentFormat.Zip => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8),
        ContentFormat.Wasm => head.StartsWith("\0asm"u8),
        ContentFormat.Sif => head.Length > SifMagicAt && head[SifMagicAt..].StartsWith("SIF_MAGIC"u8),
        ContentFormat.Json => IsJson(head),
        ContentFormat.Xml => IsText(head) && Start(head) is '<',
        _ => IsText(head),
    };

    /// <summary>
    /// The format that a media type names by its suffix (RFC 6838, section 4.2.8, and <c>.tar</c> in the guidance).
    /// </summary>
    internal static ContentFormat OfMediaType(string mediaType)
    {
        var type = mediaType.ToLowerInvariant();
        return type switch
        {
            "application/json" => ContentFormat.Json,
            "application/zip" or "application/java-archive" => ContentFormat.Zip,
            "application/wasm" => ContentFormat.Wasm,
            "application/gzip" => ContentFormat.TarGzip,
            "application/zstd" => ContentFormat.TarZstd,
            "application/x-tar" => ContentFormat.Tar,
            "application/yaml" => ContentFormat.Yaml,
            "application/xml" or "text/xml" => ContentFormat.Xml,
            _ when EndsWithAny(type, "+gzip", ".tar.gzip") => ContentFormat.TarGzip,
            _ when EndsWithAny(type, "+zstd") => ContentFormat.TarZstd,
            _ when EndsWithAny(type, "+json", ".json") => ContentFormat.Json,
            _ when EndsWithAny(type, "+yaml", ".yaml") => ContentFormat.Yaml,
            _ when EndsWithAny(type, "+xml") => ContentFormat.Xml,
            _ when EndsWithAny(type, "+zip", ".zip") => ContentFormat.Zip,
            _ when EndsWithAny(type, "+wasm") => ContentFormat.Wasm,
            _ when EndsWithAny(type, ".tar", "+tar") => ContentFormat.Tar,
            _ => ContentFormat.Any,
        };
    }

    private static bool EndsWithAny(string type, params ReadOnlySpan<string> suffixes)
    {
        foreach (var suffix in suffixes)
        {
            if (type.EndsWith(suffix, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    // An empty archive is two blocks of zeros.
    private static bool IsTar(ReadOnlySpan<byte> head) =>
        head.Length >= Length && (head[TarMagicAt..].StartsWith("ustar"u8) || !head.ContainsAnyExcept((byte)0));

    private static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    // RFC 8878, section 3.1: a zstd frame or a skippable frame.
    private static bool IsZstd(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) is 0xFD2FB528 or (>= 0x184D2A50 and <= 0x184D2A5F);

    private static bool IsJson(ReadOnlySpan<byte> head)
    {
        // Content of this length cannot be nested more deeply.
        var state = new JsonReaderState(new JsonReaderOptions { MaxDepth = Length });
        var reader = new Utf8JsonReader(JsonText.WithoutByteOrderMark(head), isFinalBlock: head.Length < Length, state);
        try
        {
            while (reader.Read()) { }
            return reader.TokenType != JsonTokenType.None || head.Length >= Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0)) return false;

        // The last character may be incomplete.
        var end = head.Length;
        for (var i = 1; i <= 3 && i <= head.Length && head.Length >= Length; i++)
        {
            if ((head[^i] & 0xC0) == 0xC0)
            {
                end = head.Length - i;
                break;
            }
        }

        return System.Text.Unicode.Utf8.IsValid(head[..end]);
    }

    private static char Start(ReadOnlySpan<byte> head) =>
        Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n').FirstOrDefault();
}
