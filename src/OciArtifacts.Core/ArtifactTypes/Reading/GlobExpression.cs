using System.Text;
using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Translates the patterns of ignore files into regular expressions. <c>*</c> and <c>?</c> stand for characters other
/// than <c>/</c>, <c>[a-z]</c> for one of several characters, and <c>\</c> takes the meaning of the next character
/// away.
/// </summary>
/// <remarks>
/// Helm has the patterns of Go's <c>path.Match</c>. Git also has <c>**</c> for any folders, <c>[!a]</c> for all other
/// characters, and takes a <c>]</c> at the beginning of a set as a character.
/// </remarks>
internal static class GlobExpression
{
    // Patterns come from files: a backtracking expression could run for hours.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Compiles an expression for a whole path or name.</summary>
    /// <param name="before">A regular expression for what stands before the pattern.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="after">A regular expression for what stands behind the pattern.</param>
    /// <param name="syntax">How the pattern is written.</param>
    /// <returns>The expression, or <see langword="null"/> if the pattern is invalid.</returns>
    internal static Regex? Compile(string before, string pattern, string after, IgnoreSyntax syntax)
    {
        if (Translate(pattern, syntax) is not { } translated) return null;
        try
        {
            return new Regex($"\\A{before}{translated}{after}\\z", Options);
        }
        catch (ArgumentException)
        {
            // A range such as z-a ends before it begins.
            return null;
        }
    }

    private static string? Translate(string pattern, IgnoreSyntax syntax)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (syntax == IgnoreSyntax.Git && AnyFolders(pattern, i) is { } folders)
            {
                text.Append(folders.Expression);
                i += folders.Length - 1;
                continue;
            }

            switch (pattern[i])
            {
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[':
                    if (EndOfSet(pattern, i, syntax) is not (> 0 and var end)) return null;
                    text.Append('[').Append(Set(pattern[(i + 1)..end], syntax)).Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 == pattern.Length:
                    return null;
                case '\\':
                    text.Append(Regex.Escape(pattern[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return text.ToString();
    }

    private static (string Expression, int Length)? AnyFolders(string pattern, int at)
    {
        var rest = pattern.AsSpan(at);
        if (rest.StartsWith("**/") && (at == 0 || pattern[at - 1] == '/')) return ("(.*/)?", 3);
        return rest is "**" && at > 0 && pattern[at - 1] == '/' ? (".*", 2) : null;
    }

    // -1 if the set has no end, or is empty where that is not allowed.
    private static int EndOfSet(string pattern, int open, IgnoreSyntax syntax)
    {
        if (syntax == IgnoreSyntax.Git) return pattern.IndexOf(']', open + 2 < pattern.Length ? open + 2 : open);
        var end = pattern.IndexOf(']', open + 1);
        return end <= open + 1 || pattern[(open + 1)..end] is "^" ? -1 : end;
    }

    private static string Set(string set, IgnoreSyntax syntax)
    {
        var escaped = set.Replace("[", "\\[", StringComparison.Ordinal);
        return syntax == IgnoreSyntax.Git && escaped.StartsWith('!') ? $"^{escaped[1..]}" : escaped;
    }
}
