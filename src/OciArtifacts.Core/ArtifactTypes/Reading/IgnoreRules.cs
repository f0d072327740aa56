using System.Text;
using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// What of a folder stays out of an archive: as git reads <c>.gitignore</c>, or as Helm reads <c>.helmignore</c>: a pattern a line, of which the first that fits decides; one with a
/// <c>/</c> is of the whole path, without of the name; one that ends with <c>/</c> is of folders; <c>!</c> keeps what fits and nothing else.
/// <c>*</c>, <c>?</c>, <c>[a-z]</c> and <c>\</c> are those of Go's <c>path.Match</c>.
/// </summary>
public sealed class IgnoreRules
{
    private readonly IReadOnlyList<Rule> _rules = [];
    private readonly GitIgnoreRules? _git;

    private IgnoreRules(IReadOnlyList<Rule> rules) => _rules = rules;

    private IgnoreRules(GitIgnoreRules rules) => _git = rules;

    /// <summary>Reads the patterns of a file, and more that come after them.</summary>
    /// <param name="path">The file, a pattern a line; empty lines and those that begin with <c>#</c> are none. It need not exist.</param>
    /// <param name="more">The others.</param>
    /// <param name="syntax">How they are written.</param>
    /// <exception cref="OciException">The file cannot be read, or one is no pattern (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    public static IgnoreRules Read(string path, IEnumerable<string> more, IgnoreSyntax syntax = IgnoreSyntax.Helm)
    {
        var lines = path.Length > 0 && RegularFile.IsNamed(path) ? RegularFile.ReadAllLines(path, "The list of ignored files") : [];
        if (syntax == IgnoreSyntax.Git) return new IgnoreRules(new GitIgnoreRules(more.Concat(lines), path));
        var patterns = lines.Concat(more).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');
        return new([.. patterns.Select(line => RuleOf(line, path))]);
    }

    /// <summary>Whether a file stays out, by itself or with a folder that it is in.</summary>
    /// <param name="path">Its path in the folder, with <c>/</c>.</param>
    public bool Ignores(string path)
    {
        if (_git is not null) return _git.Ignores(path);
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (Ignores(path[..end], isFolder: true)) return true;
        }

        return Ignores(path, isFolder: false);
    }

    private bool Ignores(string path, bool isFolder)
    {
        foreach (var rule in _rules)
        {
            var fits = (!rule.IsOfFolders || isFolder) && rule.Expression.IsMatch(rule.IsOfName ? path[(path.LastIndexOf('/') + 1)..] : path);
            if (fits != rule.IsNegated) return true;
        }

        return false;
    }

    private static Rule RuleOf(string line, string source)
    {
        var isNegated = line[0] == '!';
        var pattern = isNegated ? line[1..] : line;
        var isOfFolders = pattern.EndsWith('/');
        if (isOfFolders) pattern = pattern[..^1];
        var isOfName = !pattern.Contains('/', StringComparison.Ordinal);
        var expression = pattern.Contains("**", StringComparison.Ordinal) ? null : ExpressionOf(pattern.TrimStart('/'));
        return expression is not null ? new Rule(expression, isNegated, isOfFolders, isOfName) : throw new OciException(
            OciErrorCode.InvalidMetadata, $"'{line}' in '{source}' is no pattern that its reader knows: ** is not supported, and each [ needs its ]. Mend it.");
    }

    // Go, path.Match.
    private static Regex? ExpressionOf(string pattern)
    {
        var text = new StringBuilder("\\A");
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*':
                    text.Append("[^/]*");
                    break;
                case '?':
                    text.Append("[^/]");
                    break;
                case '[':
                    var end = pattern.IndexOf(']', i + 1);
                    if (end <= i + 1 || pattern[(i + 1)..end] is "^") return null;
                    text.Append('[').Append(pattern[(i + 1)..end].Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
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

        try
        {
            return new Regex(text.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException)
        {
            // A range that ends before it begins.
            return null;
        }
    }

    private sealed record Rule(Regex Expression, bool IsNegated, bool IsOfFolders, bool IsOfName);
}
