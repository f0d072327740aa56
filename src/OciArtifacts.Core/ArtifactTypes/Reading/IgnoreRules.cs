using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Says which files of a folder stay out of an archive, by patterns in the syntax of git or of Helm. In Helm's syntax
/// the first pattern that matches decides: a pattern with <c>/</c> is compared with the whole path, any other with the
/// name; a pattern that ends with <c>/</c> matches folders; a pattern with <c>!</c> leaves out everything that does not
/// match it.
/// </summary>
internal sealed class IgnoreRules
{
    private readonly IReadOnlyList<Rule> _rules = [];
    private readonly GitIgnoreRules? _git;

    private IgnoreRules(IReadOnlyList<Rule> rules) => _rules = rules;

    private IgnoreRules(GitIgnoreRules rules) => _git = rules;

    /// <summary>Reads the patterns of a file and adds more patterns.</summary>
    /// <param name="path">
    /// The file with one pattern a line; empty lines and lines that begin with <c>#</c> are skipped. A file that does
    /// not exist has no patterns.
    /// </param>
    /// <param name="more">
    /// More patterns. They come after those of the file in Helm's syntax, and before them in git's.
    /// </param>
    /// <param name="syntax">How the patterns are written.</param>
    /// <exception cref="OciException">
    /// The file cannot be read, or a pattern is invalid (<see cref="OciErrorCode.InvalidMetadata"/>).
    /// </exception>
    internal static IgnoreRules Read(string path, IEnumerable<string> more, IgnoreSyntax syntax = IgnoreSyntax.Helm)
    {
        var lines = path.Length > 0 && RegularFile.IsNamed(path) ? RegularFile.ReadAllLines(path, "The list of ignored files") : [];
        if (syntax == IgnoreSyntax.Git) return new IgnoreRules(new GitIgnoreRules(more.Concat(lines), path));
        var patterns = lines.Concat(more).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');
        return new IgnoreRules([.. patterns.Select(line => Parse(line, path))]);
    }

    /// <summary>Whether a file stays out, by a pattern of its own or with a folder that it is in.</summary>
    /// <param name="path">The path of the file in the folder, with <c>/</c>.</param>
    internal bool Ignores(string path)
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
            var name = rule.IsOfName ? ArchivePath.NameOf(path) : path;
            var matches = (!rule.IsOfFolders || isFolder) && rule.Expression.IsMatch(name);
            if (matches != rule.IsNegated) return true;
        }

        return false;
    }

    private static Rule Parse(string line, string source)
    {
        var isNegated = line[0] == '!';
        var pattern = isNegated ? line[1..] : line;
        var isOfFolders = pattern.EndsWith('/');
        if (isOfFolders) pattern = pattern[..^1];
        var isOfName = !pattern.Contains('/', StringComparison.Ordinal);
        var isKnown = !pattern.Contains("**", StringComparison.Ordinal);
        var expression = isKnown ? GlobExpression.Compile("", pattern.TrimStart('/'), "", IgnoreSyntax.Helm) : null;
        return expression is not null ? new Rule(expression, isNegated, isOfFolders, isOfName) : throw new OciException(
            OciErrorCode.InvalidMetadata,
            $"'{line}' in '{source}' is not a valid pattern: ** is not supported, and each [ needs its ]. Correct the pattern.");
    }

    private sealed record Rule(Regex Expression, bool IsNegated, bool IsOfFolders, bool IsOfName);
}
