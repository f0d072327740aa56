using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>Decodes base64, in the forms that the specifications of signatures want.</summary>
internal static class Base64Text
{
    /// <summary>Decodes the standard alphabet with padding (RFC 4648, section 4).</summary>
    internal static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var decoded = new byte[text.Length];
        bytes = Convert.TryFromBase64String(text, decoded, out var length) ? decoded[..length] : null;
        return bytes is not null;
    }

    /// <summary>Decodes both alphabets, with or without padding. Readers of DSSE accept all of them (DSSE, envelope.md).</summary>
    internal static bool TryDecodeAny(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return TryDecode(standard.PadRight((standard.Length + 3) / 4 * 4, '='), out bytes);
    }

    /// <summary>Decodes the alphabet for addresses without padding, as JWS has it (RFC 7515, section 2).</summary>
    internal static bool TryDecodeUrl(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        var isDone = Base64Url.DecodeFromChars(text, decoded, out _, out var length) == OperationStatus.Done;
        bytes = isDone && !text.Contains('=', StringComparison.Ordinal) ? decoded[..length] : null;
        return bytes is not null;
    }
}
