namespace OciArtifacts.Core.Model;

/// <summary>The character classes of the grammars in the specifications. They are ASCII, never Unicode.</summary>
internal static class Ascii
{
    internal static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
