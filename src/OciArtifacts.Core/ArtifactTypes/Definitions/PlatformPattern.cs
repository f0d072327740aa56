using System.Text.RegularExpressions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>Reads the platform in the name of a file: <c>{os}</c> and <c>{architecture}</c> are words of a-z and 0-9, <c>*</c> is anything.</summary>
internal static class PlatformPattern
{
    private const string Os = "{os}";
    private const string Architecture = "{architecture}";

    /// <summary>The platform that a name says, or <see langword="null"/> where the pattern does not fit.</summary>
    internal static Platform? Find(string pattern, string fileName)
    {
        // Not backtracking: patterns come from files, and names may be long.
        var expression = Regex.Escape(pattern)
            .Replace(Regex.Escape(Os), "(?<os>[a-z0-9]+)", StringComparison.Ordinal)
            .Replace(Regex.Escape(Architecture), "(?<architecture>[a-z0-9]+)", StringComparison.Ordinal)
            .Replace("\\*", ".*", StringComparison.Ordinal);
        var match = Regex.Match(fileName, $"\\A{expression}\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return match.Success ? new Platform(match.Groups["architecture"].Value, match.Groups["os"].Value) : null;
    }

    internal static string? Problem(string? pattern) => pattern is null || (Count(pattern, Os) == 1 && Count(pattern, Architecture) == 1)
        ? null
        : $"the platform pattern '{pattern}' of its index has to have {Os} and {Architecture}, each once.";

    private static int Count(string pattern, string part) => pattern.Split(part).Length - 1;
}
