using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>
/// The digest of content, <c>algorithm:encoded</c> (image-spec 1.1, descriptor.md, "Digests"). Digests are equal if
/// their texts are equal. The default value is no digest: using it throws.
/// </summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    internal const string Sha256Name = "sha256";
    internal const string Sha512Name = "sha512";

    private readonly string? _text;

    private Digest(string text) => _text = text;

    /// <summary>The part before the colon, such as <c>sha256</c>.</summary>
    public string Algorithm => ToString()[..ToString().IndexOf(':', StringComparison.Ordinal)];

    /// <summary>The part after the colon. For sha256 and sha512 it is lower-case hex.</summary>
    public string Encoded => ToString()[(Algorithm.Length + 1)..];

    /// <summary>Whether this library can verify content with the digest. It can for sha256 and sha512.</summary>
    public bool IsVerifiable => Algorithm is Sha256Name or Sha512Name;

    /// <summary>The sha256 digest of the bytes.</summary>
    public static Digest Sha256(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return FromHash(Sha256Name, hash);
    }

    /// <summary>The sha512 digest of the bytes.</summary>
    public static Digest Sha512(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        SHA512.HashData(content, hash);
        return FromHash(Sha512Name, hash);
    }

    /// <summary>Parses a digest. Returns <see langword="false"/> if the text does not fit the grammar.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null || !DigestGrammar.IsDigest(text)) return false;
        digest = new Digest(text);
        return true;
    }

    /// <summary>Parses a digest that has to be valid.</summary>
    /// <exception cref="FormatException">The text does not fit the grammar.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a digest.");

    /// <summary>The text <c>algorithm:encoded</c>.</summary>
    /// <exception cref="InvalidOperationException">This is the default value.</exception>
    public override string ToString() => _text ?? throw new InvalidOperationException("The digest was never set.");

    internal static Digest FromHash(string algorithm, ReadOnlySpan<byte> hash) =>
        new($"{algorithm}:{Convert.ToHexStringLower(hash)}");
}
