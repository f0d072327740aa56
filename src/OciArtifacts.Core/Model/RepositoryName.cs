using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OciArtifacts.Core.Model;

/// <summary>Repository names (distribution-spec 1.1.1, "Pulling manifests").</summary>
public static class RepositoryName
{
    /// <summary>The longest name that clients agree on, in characters.</summary>
    public const int LongestName = 255;

    /// <summary>
    /// Whether the text is a repository name: components parted by <c>/</c>, each of a-z and 0-9 with <c>.</c>, <c>_</c>, <c>__</c> or
    /// hyphens between, never at an end. One pass.
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is 0 or > LongestName) return false;
        foreach (var component in text.AsSpan().Split('/'))
        {
            if (!IsComponent(text.AsSpan(component))) return false;
        }

        return true;
    }

    /// <summary>
    /// Makes a repository name of a project name: lower case, each run of other characters one hyphen, dots and underscores kept where they
    /// may stand. The result is empty where nothing is left.
    /// </summary>
    public static string Normalize(string name)
    {
        var result = new StringBuilder(name.Length);
        var separators = new StringBuilder();
        foreach (var c in name)
        {
            var lower = char.ToLowerInvariant(c);
            if (!Ascii.IsLowerOrDigit(lower))
            {
                separators.Append(lower);
                continue;
            }

            if (result.Length > 0 && separators.Length > 0) result.Append(SeparatorFor(separators.ToString()));
            separators.Clear();
            result.Append(lower);
        }

        return result.ToString();
    }

    private static string SeparatorFor(string between) => IsSeparator(between) ? between : "-";

    private static bool IsComponent(ReadOnlySpan<char> component)
    {
        var rest = component;
        while (true)
        {
            var letters = LengthOfAlphanumerics(rest);
            if (letters == 0) return false;
            rest = rest[letters..];
            if (rest.IsEmpty) return true;
            var next = rest.IndexOfAnyExcept("._-");
            if (next < 0 || !IsSeparator(rest[..next])) return false;
            rest = rest[next..];
        }
    }

    private static int LengthOfAlphanumerics(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && Ascii.IsLowerOrDigit(text[length])) length++;
        return length;
    }

    private static bool IsSeparator(ReadOnlySpan<char> text) => text is "." or "_" or "__" || text.IndexOfAnyExcept('-') < 0;
}
