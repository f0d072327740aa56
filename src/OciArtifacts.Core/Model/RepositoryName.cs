using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OciArtifacts.Core.Model;

/// <summary>The names of repositories (distribution-spec 1.1.1, "Pulling manifests").</summary>
public static class RepositoryName
{
    /// <summary>The longest name in characters that clients accept.</summary>
    public const int LongestName = 255;

    /// <summary>
    /// Whether the text is the name of a repository: components separated by <c>/</c>. A component has a-z and 0-9, and
    /// between them <c>.</c>, <c>_</c>, <c>__</c> or hyphens. The time is linear in the length of the text.
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
    /// Makes a repository name of a project name: letters become lower case, other characters become one hyphen, dots
    /// and underscores stay where the grammar allows them. The result is empty if the name has no letter or digit.
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
