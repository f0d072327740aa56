using System.Buffers;

namespace OciArtifacts.Core.Model;

/// <summary>
/// The grammar of digests (image-spec 1.1, descriptor.md, "Digests"). <c>algorithm</c> is one or more components of a-z
/// and 0-9, separated by one of <c>+._-</c>; <c>encoded</c> is one or more of a-z, A-Z, 0-9, <c>=_-</c>. The text is
/// read once, so the time is linear even for hostile input.
/// </summary>
internal static class DigestGrammar
{
    private const int Sha256HexLength = 64;
    private const int Sha512HexLength = 128;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    internal static bool IsDigest(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && IsAlgorithm(text[..colon]) && IsEncoded(text[..colon], text[(colon + 1)..]);
    }

    private static bool IsAlgorithm(ReadOnlySpan<char> algorithm)
    {
        var afterSeparator = true;
        foreach (var c in algorithm)
        {
            var isSeparator = c is '+' or '.' or '_' or '-';
            if (isSeparator && afterSeparator) return false;
            if (!isSeparator && !Ascii.IsLowerOrDigit(c)) return false;
            afterSeparator = isSeparator;
        }

        return !afterSeparator;
    }

    private static bool IsEncoded(ReadOnlySpan<char> algorithm, ReadOnlySpan<char> encoded) => algorithm switch
    {
        Digest.Sha256Name => encoded.Length == Sha256HexLength && IsLowerHex(encoded),
        Digest.Sha512Name => encoded.Length == Sha512HexLength && IsLowerHex(encoded),
        _ => IsEncodedOfUnknown(encoded),
    };

    private static bool IsLowerHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LowerHex);

    private static bool IsEncodedOfUnknown(ReadOnlySpan<char> encoded)
    {
        foreach (var c in encoded)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('=' or '_' or '-')) return false;
        }

        return encoded.Length > 0;
    }
}
