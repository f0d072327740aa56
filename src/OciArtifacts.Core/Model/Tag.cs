using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.Model;

/// <summary>The names of tags (distribution-spec 1.1.1, "Pulling manifests").</summary>
public static class Tag
{
    private const int LongestTag = 128;

    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>
    /// Whether the text is a tag: 1 to 128 of a-z, A-Z, 0-9, <c>_.-</c>. It does not begin with <c>.</c> or <c>-</c>.
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestTag } && text[0] is not ('.' or '-') && !text.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>The tag of a version. Tags cannot have <c>+</c>, so <c>_</c> replaces it.</summary>
    public static string FromVersion(string version) => version.Replace('+', '_');
}
