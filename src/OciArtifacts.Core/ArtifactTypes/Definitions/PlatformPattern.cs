using System.Text.RegularExpressions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Reads the platform in the name of a file. In a pattern, <c>{os}</c> and <c>{architecture}</c> are words of a-z and
/// 0-9, and <c>*</c> is any text.
/// </summary>
internal static class PlatformPattern
{
    private const string Os = "{os}";
    private const string Architecture = "{architecture}";

    /// <summary>The platform in a name, or <see langword="null"/> if the name does not match the pattern.</summary>
    internal static Platform? Find(string pattern, string fileName)
    {
        // Patterns come from files: a backtracking expression could run for hours.
        var expression = Regex.Escape(pattern)
            .Replace(Regex.Escape(Os), "(?<os>[a-z0-9]+)", StringComparison.Ordinal)
            .Replace(Regex.Escape(Architecture), "(?<architecture>[a-z0-9]+)", StringComparison.Ordinal)
            .Replace("\\*", ".*", StringComparison.Ordinal);
        var match = Regex.Match(fileName, $"\\A{expression}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return match.Success ? new Platform(match.Groups["architecture"].Value, match.Groups["os"].Value) : null;
    }

    /// <summary>A sentence that says what is wrong with a pattern, or <see langword="null"/>.</summary>
    internal static string? Problem(string? pattern) => pattern is null || (Count(pattern, Os) == 1 && Count(pattern, Architecture) == 1)
        ? null
        : $"the platform pattern '{pattern}' of its index has to have {Os} and {Architecture}, each once.";

    private static int Count(string pattern, string part) => pattern.Split(part).Length - 1;
}
