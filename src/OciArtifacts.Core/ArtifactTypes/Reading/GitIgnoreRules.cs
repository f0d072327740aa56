using System.Text;
using System.Text.RegularExpressions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Patterns as of <c>.gitignore</c> (gitignore(5), "PATTERN FORMAT"), in the reading of Flux: the last pattern that fits decides, a pattern with a <c>/</c> that is not its last character is of the whole path,
/// another one of any name in it, and a later <c>!</c> takes a file back also out of a folder that is left out.
/// </summary>
internal sealed class GitIgnoreRules
{
    private readonly IReadOnlyList<Rule> _rules;

    /// <exception cref="OciException">One is no pattern (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    internal GitIgnoreRules(IEnumerable<string> lines, string source) => _rules = [.. lines.Select(Trimmed).Where(line => line.Length > 0 && line[0] != '#').Select(line => RuleOf(line, source))];

    internal bool Ignores(string path)
    {
        for (var i = _rules.Count - 1; i >= 0; i--)
        {
            if (_rules[i].Expression.IsMatch(path)) return !_rules[i].IsNegated;
        }

        return false;
    }

    // Spaces at the end count only behind a backslash.
    private static string Trimmed(string line)
    {
        var end = line.TrimEnd();
        return end.EndsWith('\\') && end.Length < line.Length ? end[..^1] + " " : end;
    }

    private static Rule RuleOf(string line, string source)
    {
        var isNegated = line[0] == '!';
        var pattern = isNegated ? line[1..] : line.StartsWith("\\#", StringComparison.Ordinal) || line.StartsWith("\\!", StringComparison.Ordinal) ? line[1..] : line;
        var isOfFolders = pattern.EndsWith('/');
        if (isOfFolders) pattern = pattern[..^1];
        var isAnchored = pattern.Contains('/', StringComparison.Ordinal);
        if (Expression(pattern.TrimStart('/')) is not { } expression) throw Wrong(line, source);

        // A folder takes all that is below it along; one that is asked for as a folder is no file.
        var text = $"\\A{(isAnchored ? "" : "(.*/)?")}{expression}{(isOfFolders ? "/.*" : "(/.*)?")}\\z";
        try
        {
            return new Rule(new Regex(text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture), isNegated);
        }
        catch (ArgumentException)
        {
            throw Wrong(line, source);
        }
    }

    private static string? Expression(string pattern)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/") && (i == 0 || pattern[i - 1] == '/'))
            {
                text.Append("(.*/)?");
                i += 2;
            }
            else if (rest is "**" && i > 0 && pattern[i - 1] == '/')
            {
                text.Append(".*");
                i++;
            }
            else if (pattern[i] == '*')
            {
                text.Append("[^/]*");
            }
            else if (pattern[i] == '?')
            {
                text.Append("[^/]");
            }
            else if (pattern[i] == '[')
            {
                var end = pattern.IndexOf(']', i + 2 < pattern.Length ? i + 2 : i);
                if (end < 0) return null;
                var set = pattern[(i + 1)..end].Replace("[", "\\[", StringComparison.Ordinal);
                text.Append('[').Append(set.StartsWith('!') ? $"^{set[1..]}" : set).Append(']');
                i = end;
            }
            else if (pattern[i] == '\\')
            {
                if (++i == pattern.Length) return null;
                text.Append(Regex.Escape(pattern[i].ToString()));
            }
            else
            {
                text.Append(Regex.Escape(pattern[i].ToString()));
            }
        }

        return text.ToString();
    }

    private static OciException Wrong(string line, string source) =>
        new(OciErrorCode.InvalidMetadata, $"'{line}' in '{source}' is no pattern: each [ needs its ], and a \\ something behind it. Mend it.");

    private sealed record Rule(Regex Expression, bool IsNegated);
}
