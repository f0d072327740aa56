using System.Text.RegularExpressions;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// The patterns of a <c>.gitignore</c> file (gitignore(5), "PATTERN FORMAT") as Flux reads them: the last pattern that
/// matches decides. A pattern with a <c>/</c> before its last character is compared with the whole path, any other
/// pattern with every name in the path. A later pattern with <c>!</c> takes a file back, even from an ignored folder.
/// </summary>
internal sealed class GitIgnoreRules
{
    private readonly IReadOnlyList<Rule> _rules;

    /// <param name="lines">The patterns; empty lines and lines that begin with <c>#</c> are skipped.</param>
    /// <param name="source">The file with the patterns, for messages.</param>
    /// <exception cref="OciException">A pattern is invalid (<see cref="OciErrorCode.InvalidMetadata"/>).</exception>
    internal GitIgnoreRules(IEnumerable<string> lines, string source) =>
        _rules = [.. lines.Select(TrimEnd).Where(line => line.Length > 0 && line[0] != '#').Select(line => Parse(line, source))];

    /// <summary>Whether the patterns leave a file out.</summary>
    internal bool Ignores(string path) => _rules.LastOrDefault(rule => rule.Expression.IsMatch(path)) is { IsNegated: false };

    // A space at the end counts only behind a backslash.
    private static string TrimEnd(string line)
    {
        var end = line.TrimEnd();
        return end.EndsWith('\\') && end.Length < line.Length ? end[..^1] + " " : end;
    }

    private static Rule Parse(string line, string source)
    {
        var isNegated = line[0] == '!';
        var isEscaped = line.StartsWith("\\#", StringComparison.Ordinal) || line.StartsWith("\\!", StringComparison.Ordinal);
        var pattern = isNegated || isEscaped ? line[1..] : line;
        var isOfFolders = pattern.EndsWith('/');
        if (isOfFolders) pattern = pattern[..^1];
        var isOfWholePath = pattern.Contains('/', StringComparison.Ordinal);

        // An ignored folder takes all files below it along. A pattern of folders matches no file itself.
        var expression = GlobExpression.Compile(
            isOfWholePath ? "" : "(.*/)?", pattern.TrimStart('/'), isOfFolders ? "/.*" : "(/.*)?", IgnoreSyntax.Git);
        return expression is not null ? new Rule(expression, isNegated) : throw new OciException(
            OciErrorCode.InvalidMetadata,
            $"'{line}' in '{source}' is not a valid pattern: each [ needs its ], and a \\ needs a character behind it. "
            + "Correct the pattern.");
    }

    private sealed record Rule(Regex Expression, bool IsNegated);
}
