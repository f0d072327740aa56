namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>The kinds of keys that can sign.</summary>
internal enum KeyType
{
    /// <summary>RSA with at least 2048 bits.</summary>
    Rsa,

    /// <summary>ECDSA with the curve P-256.</summary>
    P256,

    /// <summary>ECDSA with the curve P-384.</summary>
    P384,

    /// <summary>ECDSA with the curve P-521.</summary>
    P521,
}
