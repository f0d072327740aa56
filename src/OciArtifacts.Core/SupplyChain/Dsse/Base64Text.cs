using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.SupplyChain.Dsse;

/// <summary>Base64 in the two alphabets that DSSE allows: readers accept both (DSSE, envelope.md).</summary>
internal static class Base64Text
{
    internal static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        var standard = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        standard = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var decoded = new byte[standard.Length];
        bytes = Convert.TryFromBase64String(standard, decoded, out var length) ? decoded[..length] : null;
        return bytes is not null;
    }
}
