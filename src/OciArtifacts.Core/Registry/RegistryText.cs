using System.Globalization;

namespace OciArtifacts.Core.Registry;

/// <summary>What a registry says, made fit to be shown: one line, not endless, and nothing that steers a terminal.</summary>
internal static class RegistryText
{
    private const int Longest = 500;

    internal static string OneLine(string text)
    {
        // Before it is cut, which could leave half of a secret.
        text = ShownText.WithoutSecrets(text);
        var line = string.Concat(text.Take(Longest + 1).Select(c => IsShown(c) ? c : ' '));
        if (line.Length <= Longest) return line;

        // Half of a character is none.
        var end = char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest;
        return line[..end] + "…";
    }

    // Beside control characters there are others that end a line, or turn the direction of what is read.
    private static bool IsShown(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
