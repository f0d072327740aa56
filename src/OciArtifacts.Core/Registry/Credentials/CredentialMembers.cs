using System.Text.Json;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Reads the members of a JSON text with credentials as docker does: names match in any case, the last of several
/// members counts, and <c>null</c> counts as missing. A member of a wrong kind is noted without its value and counts as
/// missing.
/// </summary>
internal sealed class CredentialMembers(JsonElement root, string place, CredentialPlaces places)
{
    /// <summary>The entries of a member that is an object.</summary>
    internal IEnumerable<KeyValuePair<string, JsonElement>> Entries(string name)
    {
        var entries = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var map in Named(root, name))
        {
            if (map.ValueKind != JsonValueKind.Object) Note(map, $"its \"{name}\" is no object");
            else foreach (var entry in map.EnumerateObject()) entries[NameOf(entry)] = entry.Value;
        }

        return entries;
    }

    internal string? Text(string name) => Text(root, name, $"its \"{name}\"");

    /// <summary>The text of a member of an entry.</summary>
    internal string? Text(JsonElement entry, string name, string shown) =>
        Named(entry, name).Select(value => Text(value, shown)).LastOrDefault();

    /// <summary>The value as a text; empty if it is <c>null</c>.</summary>
    internal string? Text(JsonElement value, string shown)
    {
        try
        {
            if (value.ValueKind == JsonValueKind.String) return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // The text has an escape for half of a surrogate pair.
        }

        Note(value, $"{shown} is no text");
        return "";
    }

    internal void Note(JsonElement value, string trouble)
    {
        if (value.ValueKind != JsonValueKind.Null) places.Note(place, trouble);
    }

    private static IEnumerable<JsonElement> Named(JsonElement entry, string name)
    {
        if (entry.ValueKind != JsonValueKind.Object) yield break;
        foreach (var member in entry.EnumerateObject())
        {
            if (NameOf(member).Equals(name, StringComparison.OrdinalIgnoreCase)) yield return member.Value;
        }
    }

    // A name with an escape for half of a surrogate pair matches no name.
    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }
}
