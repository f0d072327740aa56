using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace OciArtifacts.TestKit.Registry;

/// <summary>distribution-spec 1.1.1, "Pulling manifests"; image-spec 1.1, "Digests"; RFC 6838, section 4.2.</summary>
internal static partial class Grammar
{
    private const int LongestName = 255;

    internal static bool IsName(string text) => text.Length <= LongestName && Name().IsMatch(text);

    internal static bool IsTag(string text) => Tag().IsMatch(text);

    internal static bool IsDigest(string text) => Digest().IsMatch(text);

    internal static bool IsMediaType(string text) => MediaType().IsMatch(text);

    internal static string DigestOf(string algorithm, ReadOnlySpan<byte> content) =>
        $"{algorithm}:{Convert.ToHexStringLower(algorithm switch
        {
            "sha256" => SHA256.HashData(content),
            "sha512" => SHA512.HashData(content),
            _ => throw new ArgumentException($"{algorithm} is not among the registered algorithms of this registry.", nameof(algorithm)),
        })}";

    internal static string AlgorithmOf(string digest) => digest[..digest.IndexOf(':', StringComparison.Ordinal)];

    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Digest();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,126}/[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]{0,126}\z")]
    private static partial Regex MediaType();
}
