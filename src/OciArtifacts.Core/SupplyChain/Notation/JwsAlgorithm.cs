using System.Security.Cryptography;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// A signature algorithm of the Notary Project. The key alone decides which one is used (notaryproject/specifications,
/// signature-specification.md, "Algorithm Selection").
/// </summary>
/// <param name="Name">The name in the header <c>alg</c> (RFC 7518, section 3.1).</param>
/// <param name="KeySpec">The name of the kind of key, as plug-ins use it.</param>
/// <param name="PlugInName">The name of the algorithm, as plug-ins use it.</param>
/// <param name="Hash">The hash.</param>
internal sealed record JwsAlgorithm(string Name, string KeySpec, string PlugInName, HashAlgorithmName Hash)
{
    private static readonly JwsAlgorithm Ps256 = new("PS256", "RSA-2048", "RSASSA-PSS-SHA-256", HashAlgorithmName.SHA256);
    private static readonly JwsAlgorithm Ps384 = new("PS384", "RSA-3072", "RSASSA-PSS-SHA-384", HashAlgorithmName.SHA384);
    private static readonly JwsAlgorithm Ps512 = new("PS512", "RSA-4096", "RSASSA-PSS-SHA-512", HashAlgorithmName.SHA512);
    private static readonly JwsAlgorithm Es256 = new("ES256", "EC-256", "ECDSA-SHA-256", HashAlgorithmName.SHA256);
    private static readonly JwsAlgorithm Es384 = new("ES384", "EC-384", "ECDSA-SHA-384", HashAlgorithmName.SHA384);
    private static readonly JwsAlgorithm Es512 = new("ES512", "EC-521", "ECDSA-SHA-512", HashAlgorithmName.SHA512);

    /// <summary>All algorithms.</summary>
    internal static IReadOnlyList<JwsAlgorithm> All { get; } = [Ps256, Ps384, Ps512, Es256, Es384, Es512];

    /// <summary>How a key signs with this algorithm.</summary>
    internal SignatureScheme Scheme => SignatureScheme.Jose(Hash);

    /// <summary>The name of the hash, as plug-ins use it.</summary>
    internal string HashName => PlugInName[PlugInName.IndexOf("SHA", StringComparison.Ordinal)..];

    /// <summary>The algorithm of the key, or <see langword="null"/> if the Notary Project has none for it.</summary>
    internal static JwsAlgorithm? Of(PublicKey key) => (key.Type, key.Bits) switch
    {
        (KeyType.P256, _) => Es256,
        (KeyType.P384, _) => Es384,
        (KeyType.P521, _) => Es512,
        (KeyType.Rsa, 2048) => Ps256,
        (KeyType.Rsa, 3072) => Ps384,
        (KeyType.Rsa, 4096) => Ps512,
        _ => null,
    };
}
