namespace OciArtifacts.Core.Registry;

/// <summary>What a registry says, made fit to be shown: one line, not endless, and nothing that steers a terminal.</summary>
internal static class RegistryText
{
    private const int Longest = 500;

    internal static string OneLine(string text)
    {
        var line = string.Concat(text.Take(Longest + 1).Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}
