using System.Formats.Asn1;
using System.Security.Cryptography;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Reads the kind of a key from its algorithm identifier (RFC 5480, section 2.1.1; RFC 8017, appendix A.1).</summary>
internal static class KeyAlgorithm
{
    internal const int SmallestRsa = 2048;

    internal const string Wanted = "ECDSA with P-256, P-384 or P-521, or RSA with at least 2048 bits";

    private const string Rsa = "1.2.840.113549.1.1.1";
    private const string Ec = "1.2.840.10045.2.1";
    private const string Ed25519 = "1.3.101.112";

    /// <summary>The kind, or what the key is instead.</summary>
    internal static (KeyType? Type, string Other) Of(string? algorithm, ReadOnlyMemory<byte>? parameters) => algorithm switch
    {
        Rsa => (KeyType.Rsa, ""),
        Ec => OfCurve(parameters),
        Ed25519 => (null, "Ed25519"),
        _ => (null, $"of the algorithm {algorithm}"),
    };

    /// <summary>Makes an empty object that a key of this kind can be imported into.</summary>
    internal static AsymmetricAlgorithm Create(KeyType type) => type == KeyType.Rsa ? RSA.Create() : ECDsa.Create();

    private static (KeyType? Type, string Other) OfCurve(ReadOnlyMemory<byte>? parameters)
    {
        try
        {
            return AsnDecoder.ReadObjectIdentifier((parameters ?? default).Span, AsnEncodingRules.DER, out _) switch
            {
                "1.2.840.10045.3.1.7" => (KeyType.P256, ""),
                "1.3.132.0.34" => (KeyType.P384, ""),
                "1.3.132.0.35" => (KeyType.P521, ""),
                var curve => (null, $"on the curve {curve}"),
            };
        }
        catch (AsnContentException)
        {
            return (null, "on a curve without a name");
        }
    }
}
