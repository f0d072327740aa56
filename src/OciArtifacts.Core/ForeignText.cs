using System.Globalization;

namespace OciArtifacts.Core;

/// <summary>
/// Makes a text of somebody else, such as a registry or an author of signatures, safe to show: one line of limited length, without
/// control characters, and without what starts a command of a CI service.
/// </summary>
internal static class ForeignText
{
    private const int Longest = 500;

    internal static string OneLine(string text)
    {
        // Secrets are removed before the text is cut, because a cut could leave half of a secret.
        text = ShownText.WithoutSecrets(text);
        var line = string.Concat(text.Take(Longest + 1).Select(c => IsShown(c) ? c : ' '));

        // Azure Pipelines reads "##vso[" and "##[" wherever they stand in a line of the log.
        while (line.Contains("##", StringComparison.Ordinal)) line = line.Replace("##", "# #", StringComparison.Ordinal);
        if (line.Length <= Longest) return line;

        // A character of two code units is not cut in half.
        var end = char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return line[..end] + "…";
    }

    // Other characters than control characters can end a line or change the reading direction too.
    private static bool IsShown(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
