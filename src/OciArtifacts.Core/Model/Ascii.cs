namespace OciArtifacts.Core.Model;

/// <summary>The character classes of the specifications' grammars. ASCII only: never the classes of Unicode.</summary>
internal static class Ascii
{
    internal static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
