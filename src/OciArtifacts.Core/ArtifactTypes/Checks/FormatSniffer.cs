using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>Tells by the first bytes whether content can be what its media type says (guidance for artifact authors, "Layer Media Types").</summary>
internal static class FormatSniffer
{
    /// <summary>How many bytes are looked at: a tar says what it is at its 257th.</summary>
    internal const int Length = 512;

    private const int TarMagicAt = 257;
    private const int SifMagicAt = 32;

    /// <summary>Whether these first bytes can be of the format.</summary>
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

    /// <summary>The format that a media type names by its ending (RFC 6838, section 4.2.8, and the guidance's <c>.tar</c>).</summary>
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
            _ when type.EndsWith("+gzip", StringComparison.Ordinal) || type.EndsWith(".tar.gzip", StringComparison.Ordinal) => ContentFormat.TarGzip,
            _ when type.EndsWith("+zstd", StringComparison.Ordinal) => ContentFormat.TarZstd,
            _ when type.EndsWith("+json", StringComparison.Ordinal) || type.EndsWith(".json", StringComparison.Ordinal) => ContentFormat.Json,
            _ when type.EndsWith("+yaml", StringComparison.Ordinal) || type.EndsWith(".yaml", StringComparison.Ordinal) => ContentFormat.Yaml,
            _ when type.EndsWith("+xml", StringComparison.Ordinal) => ContentFormat.Xml,
            _ when type.EndsWith("+zip", StringComparison.Ordinal) || type.EndsWith(".zip", StringComparison.Ordinal) => ContentFormat.Zip,
            _ when type.EndsWith("+wasm", StringComparison.Ordinal) => ContentFormat.Wasm,
            _ when type.EndsWith(".tar", StringComparison.Ordinal) || type.EndsWith("+tar", StringComparison.Ordinal) => ContentFormat.Tar,
            _ => ContentFormat.Any,
        };
    }

    // An empty archive is two blocks of zeros.
    private static bool IsTar(ReadOnlySpan<byte> head) =>
        head.Length >= Length && (head[TarMagicAt..].StartsWith("ustar"u8) || !head.ContainsAnyExcept((byte)0));

    private static bool IsGzip(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    // RFC 8878, section 3.1: a frame, or one that is to be skipped.
    private static bool IsZstd(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) is 0xFD2FB528 or (>= 0x184D2A50 and <= 0x184D2A5F);

    private static bool IsJson(ReadOnlySpan<byte> head)
    {
        // The first bytes cannot be nested more deeply than there are bytes.
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

        // The last character may be cut.
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

    private static char Start(ReadOnlySpan<byte> head) => Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n').FirstOrDefault();
}
