using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Fills in the placeholders of a definition. <c>{metadata.name}</c> is a value. <c>{metadata.version|version}</c> is
/// the first value that exists. <c>{metadata.os|'linux'}</c> has a text for a missing value.
/// <c>{file.content.kind:lower}</c> is written in small letters. A list is written with commas.
/// <c>{metadata.maintainers:name[ (email)]}</c> is a list of objects, each written by the <see cref="EntryTemplate"/>
/// behind the colon.
/// </summary>
/// <param name="values">The values.</param>
internal sealed class Template(JsonObject values)
{
    private const string ListSeparator = ", ", Lower = "lower";

    /// <summary>The text with its values, or <see langword="null"/> if a value is missing.</summary>
    internal string? Fill(string text)
    {
        var filled = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            if (TextOf(rest[(open + 1)..(open + length)].ToString()) is not { } value) return null;
            filled.Append(rest[..open]).Append(value);
            rest = rest[(open + length + 1)..];
        }

        return filled.Append(rest).ToString();
    }

    /// <summary>
    /// The JSON with its values. A text that is only one placeholder becomes the value itself, which may be an object
    /// or a list. A member whose value is missing is left out.
    /// </summary>
    internal JsonNode? Fill(JsonNode? template) => template switch
    {
        JsonObject members => FillMembers(members),
        JsonArray items => new JsonArray([.. items.Select(Fill).Where(item => item is not null)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => FillText(value.GetValue<string>()),
        _ => template?.DeepClone(),
    };

    /// <summary>The value at a path, or <see langword="null"/>.</summary>
    internal JsonNode? Find(string path) => Find(values, path);

    /// <summary>The text of <c>'text'</c>, or <see langword="null"/> for the path of a value.</summary>
    internal static string? LiteralIn(string path) => path is ['\'', .. var text, '\''] ? text : null;

    // Names of members, such as the keys of annotations, may have dots: the whole path is tried as a name before its
    // first part.
    private static JsonNode? Find(JsonNode? node, string path)
    {
        if (node is JsonObject whole && whole[path] is { } member) return member;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var next = dot < 0 ? path : path[..dot];
        var found = node switch
        {
            JsonObject members => members[next],
            JsonArray items when IsIndex(next, out var i) && i < items.Count => items[i],
            _ => null,
        };
        return dot < 0 ? found : Find(found, path[(dot + 1)..]);
    }

    private static bool IsIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    // "*" stands for the members of another object. Members beside it replace those, also inside of inner objects.
    private JsonObject FillMembers(JsonObject template)
    {
        var filled = new JsonObject();
        if (template["*"] is { } all && Fill(all) is JsonObject inherited)
        {
            foreach (var (name, value) in inherited) filled[name] = value?.DeepClone();
        }

        foreach (var (name, value) in template.Where(member => member.Key != "*"))
        {
            if (Fill(value) is { } node) filled[name] = Merge(filled[name], node);
        }

        return filled;
    }

    private static JsonNode Merge(JsonNode? inherited, JsonNode node)
    {
        if (inherited is not JsonObject old || node is not JsonObject members) return node;
        var all = (JsonObject)old.DeepClone();
        foreach (var (name, value) in members) all[name] = value is null ? null : Merge(all[name], value.DeepClone());
        return all;
    }

    private JsonNode? FillText(string text)
    {
        var isOnePlaceholder = text is ['{', .., '}'] && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1;
        if (isOnePlaceholder && !text.Contains(':', StringComparison.Ordinal)) return First(text[1..^1])?.DeepClone();
        return Fill(text) is { } filled ? JsonValue.Create(filled) : null;
    }

    private JsonNode? First(string paths) => paths.Split('|').Select(ValueOf).FirstOrDefault(node => node is not null);

    private JsonNode? ValueOf(string path) => LiteralIn(path) is { } literal ? JsonValue.Create(literal) : Find(path);

    private string? TextOf(string placeholder)
    {
        var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return TextOf(First(placeholder));
        var (found, form) = (First(placeholder[..colon]), placeholder[(colon + 1)..]);
        if (found is JsonArray items) return ListOf(items, form);
        return form == Lower ? TextOf(found)?.ToLowerInvariant() : TextOf(found);
    }

    private static string? TextOf(JsonNode? node) => node switch
    {
        null => null,
        JsonArray items when items.All(item => item is JsonValue) => string.Join(ListSeparator, items.Select(TextOf)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(JsonText.Compact),
    };

    private static string ListOf(JsonArray items, string template)
    {
        var entries = items.OfType<JsonObject>().Select(item => EntryTemplate.Fill(template, item));
        return string.Join(ListSeparator, entries.Where(entry => entry.Trim().Length > 0));
    }
}
