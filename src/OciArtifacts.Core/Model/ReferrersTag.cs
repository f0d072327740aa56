namespace OciArtifacts.Core.Model;

/// <summary>
/// The tag of the list of referrers, for registries without their own list (distribution-spec 1.1.1, "Referrers Tag
/// Schema").
/// </summary>
internal static class ReferrersTag
{
    private const int LongestAlgorithm = 32;
    private const int LongestEncoded = 64;

    internal static string For(Digest subject) => $"{Part(subject.Algorithm, LongestAlgorithm)}-{Part(subject.Encoded, LongestEncoded)}";

    // Digests can have characters that tags cannot have.
    private static string Part(string text, int most) =>
        string.Concat(text.Take(most).Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '-'));
}
