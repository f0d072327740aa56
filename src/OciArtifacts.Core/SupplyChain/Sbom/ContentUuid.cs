using System.Security.Cryptography;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>
/// A UUID that depends on content alone (RFC 9562, "UUID Version 8"): the first bits of the sha256 of the content, with version
/// and variant set. The same content gives the same UUID on every machine.
/// </summary>
internal static class ContentUuid
{
    private const int Bytes = 16;

    internal static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..Bytes], bigEndian: true).ToString("D");
    }
}
