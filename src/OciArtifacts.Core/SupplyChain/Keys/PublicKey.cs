using System.Security.Cryptography;
using System.Text;
using OciArtifacts.Core.Model;
using X509 = System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>A public key that verifies signatures.</summary>
internal sealed class PublicKey
{
    private const string Label = "PUBLIC KEY";

    // Larger keys make the verification slow, and nobody uses them.
    private const int LargestRsa = 16384;

    private readonly byte[] _spki;

    private PublicKey(KeyType type, int bits, byte[] spki)
    {
        Type = type;
        Bits = bits;
        _spki = spki;
        Id = Digest.Sha256(spki);
    }

    /// <summary>The kind of the key.</summary>
    internal KeyType Type { get; }

    /// <summary>The size of the key in bits.</summary>
    internal int Bits { get; }

    /// <summary>The sha256 digest of the key in DER (SubjectPublicKeyInfo, RFC 5280, section 4.1). It names the key.</summary>
    internal Digest Id { get; }

    /// <summary>The same digest in base64, as Sigstore bundles name the key.</summary>
    internal string Hint => Convert.ToBase64String(Convert.FromHexString(Id.Encoded));

    /// <summary>The key as SubjectPublicKeyInfo in DER.</summary>
    internal ReadOnlyMemory<byte> Spki => _spki;

    /// <summary>Reads the key of a PEM file.</summary>
    /// <exception cref="OciException">
    /// The file cannot be read, or has no public key that can be used (<see cref="OciErrorCode.InvalidKey"/>).
    /// </exception>
    internal static PublicKey ReadFile(string path)
    {
        const string Role = "The public key";
        var source = KeySource.File(path);
        return Parse(Encoding.UTF8.GetString(source.Read(Role, _ => null)), $"{Role} in {source}");
    }

    /// <summary>Reads a key from PEM.</summary>
    /// <param name="pem">The text with the key.</param>
    /// <param name="what">The key for messages, such as "The public key 'cosign.pub'".</param>
    /// <exception cref="OciException">There is no public key that can be used (<see cref="OciErrorCode.InvalidKey"/>).</exception>
    internal static PublicKey Parse(string pem, string what)
    {
        var blocks = PemBlock.FindAll(pem);
        if (blocks.FirstOrDefault(block => block.Label == Label) is { } found) return Of(found.Bytes, what);
        var isPrivate = blocks.Any(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal));
        throw Unusable(what, isPrivate
            ? "is a private key. Name the file of the public key, which 'openssl pkey -in key.pem -pubout' makes"
            : $"has no block -----BEGIN {Label}-----. Give the key as SubjectPublicKeyInfo in PEM, as 'openssl pkey -pubout' writes it");
    }

    /// <summary>Reads a key from SubjectPublicKeyInfo in DER.</summary>
    /// <inheritdoc cref="Parse"/>
    internal static PublicKey Of(ReadOnlySpan<byte> spki, string what)
    {
        try
        {
            var info = X509.PublicKey.CreateFromSubjectPublicKeyInfo(spki, out _);
            var (type, other) = KeyAlgorithm.Of(info.Oid.Value, info.EncodedParameters?.RawData);
            if (type is not { } known) throw Unusable(what, $"is {other}, and wanted is {KeyAlgorithm.Wanted}");
            using var key = KeyAlgorithm.Create(known);
            key.ImportSubjectPublicKeyInfo(spki, out _);
            return Of(key, known, what);
        }
        catch (CryptographicException problem)
        {
            throw Unusable(what, "is damaged: it is no SubjectPublicKeyInfo. Export it again", problem);
        }
    }

    internal static PublicKey Of(AsymmetricAlgorithm key, KeyType type, string what) =>
        type != KeyType.Rsa || key.KeySize is >= KeyAlgorithm.SmallestRsa and <= LargestRsa
            ? new PublicKey(type, key.KeySize, key.ExportSubjectPublicKeyInfo())
            : throw Unusable(what, $"is RSA with {key.KeySize} bits, and wanted is {KeyAlgorithm.Wanted}");

    /// <summary>Whether the signature is one of the data, made by this key with this scheme.</summary>
    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, SignatureScheme scheme) =>
        VerifyHash(CryptographicOperations.HashData(scheme.Hash, data), signature, scheme);

    /// <summary>Whether the signature is one of the data with this hash, made by this key with this scheme.</summary>
    internal bool VerifyHash(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, SignatureScheme scheme)
    {
        using var key = KeyAlgorithm.Create(Type);
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        try
        {
            return key is RSA rsa
                ? rsa.VerifyHash(hash, signature, scheme.Hash, scheme.RsaPadding)
                : ((ECDsa)key).VerifyHash(hash, signature, scheme.EcForm);
        }
        catch (CryptographicException)
        {
            // Not even the form of a signature.
            return false;
        }
    }

    /// <summary>The key in PEM.</summary>
    internal string ToPem() => PemEncoding.WriteString(Label, _spki) + "\n";

    private static OciException Unusable(string what, string wrong, Exception? problem = null) =>
        new(OciErrorCode.InvalidKey, $"{what} {wrong}.", problem);
}
