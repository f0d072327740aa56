using System.Text;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>Writes one object of a list: words are members, <c>[ (email)]</c> is left out where the member in it is not there.</summary>
internal static class EntryTemplate
{
    internal static string Fill(string pattern, JsonObject entry)
    {
        var text = new StringBuilder();
        foreach (var part in pattern.Split('[', ']').Select((part, i) => (Part: part, IsOptional: i % 2 == 1)))
        {
            var (filled, isWhole) = Words(part.Part, entry);
            if (isWhole || !part.IsOptional) text.Append(filled);
        }

        return text.ToString();
    }

    private static (string Text, bool IsWhole) Words(string part, JsonObject entry)
    {
        var text = new StringBuilder();
        var isWhole = true;
        for (var i = 0; i < part.Length;)
        {
            var end = i;
            while (end < part.Length && char.IsAsciiLetterOrDigit(part[end])) end++;
            if (end == i)
            {
                text.Append(part[i++]);
                continue;
            }

            var value = entry[part[i..end]]?.ToString();
            isWhole &= !string.IsNullOrEmpty(value);
            text.Append(value);
            i = end;
        }

        return (text.ToString(), isWhole);
    }
}
