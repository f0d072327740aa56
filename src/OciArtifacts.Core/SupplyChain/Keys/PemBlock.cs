using System.Security.Cryptography;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>A block of a PEM file (RFC 7468).</summary>
/// <param name="Label">The label, such as <c>PRIVATE KEY</c>.</param>
/// <param name="Bytes">The decoded bytes.</param>
internal sealed record PemBlock(string Label, byte[] Bytes)
{
    /// <summary>Finds the blocks in their order. Text between them is ignored.</summary>
    internal static IReadOnlyList<PemBlock> FindAll(string text)
    {
        var blocks = new List<PemBlock>();
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var bytes = new byte[fields.DecodedDataLength];
            if (Convert.TryFromBase64Chars(rest[fields.Base64Data], bytes, out var length))
            {
                blocks.Add(new PemBlock(rest[fields.Label].ToString(), bytes[..length]));
            }

            rest = rest[fields.Location.End..];
        }

        return blocks;
    }
}
