using System.Text;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Writes one object of a list by a text template such as <c>name[ (email)]</c>: words are names of members, and a part
/// in square brackets is left out if a member in it is missing.
/// </summary>
internal static class EntryTemplate
{
    /// <summary>The text for an object.</summary>
    internal static string Fill(string template, JsonObject entry)
    {
        var text = new StringBuilder();
        foreach (var part in template.Split('[', ']').Select((part, i) => (Text: part, IsOptional: i % 2 == 1)))
        {
            var (filled, isComplete) = FillPart(part.Text, entry);
            if (isComplete || !part.IsOptional) text.Append(filled);
        }

        return text.ToString();
    }

    private static (string Text, bool IsComplete) FillPart(string part, JsonObject entry)
    {
        var text = new StringBuilder();
        var isComplete = true;
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
            isComplete &= !string.IsNullOrEmpty(value);
            text.Append(value);
            i = end;
        }

        return (text.ToString(), isComplete);
    }
}
