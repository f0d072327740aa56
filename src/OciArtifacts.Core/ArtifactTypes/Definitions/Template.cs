using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Fills in what a definition leaves open: <c>{metadata.name}</c> is a value, <c>{metadata.version|version}</c> the first of several that is
/// there, <c>{metadata.os|'linux'}</c> one with a text where it is not there, <c>{file.content.kind:lower}</c> one in small letters, a list is written with commas between, <c>{metadata.maintainers:name[ (email)]}</c> a list of objects, each written
/// as the pattern behind the colon says, where square brackets enclose what is left out with the value in it.
/// </summary>
/// <param name="values">The values, an object.</param>
internal sealed class Template(JsonObject values)
{
    private const string ListSeparator = ", ", Lower = "lower";

    /// <summary>The text with its values, or <see langword="null"/> where one of them is not there.</summary>
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
    /// The JSON with its values. A text that is one placeholder and nothing else becomes the value itself, an object or a list too; a member
    /// whose value is not there is left out.
    /// </summary>
    internal JsonNode? Fill(JsonNode? template) => template switch
    {
        JsonObject members => Members(members),
        JsonArray items => new JsonArray([.. items.Select(Fill).Where(item => item is not null)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => OfText(value.GetValue<string>()),
        _ => template?.DeepClone(),
    };

    /// <summary>The value at a path, or <see langword="null"/>.</summary>
    internal JsonNode? Find(string path) => Find(values, path);

    // Keys of annotations have dots: a member is looked for by all that is left of the path before it is taken for a step.
    private static JsonNode? Find(JsonNode? node, string path)
    {
        if (node is JsonObject whole && whole[path] is { } member) return member;
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var next = dot < 0 ? path : path[..dot];
        var found = node switch
        {
            JsonObject members => members[next],
            JsonArray items when int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < items.Count => items[i],
            _ => null,
        };
        return dot < 0 ? found : Find(found, path[(dot + 1)..]);
    }

    // "*" stands for the members of an object, beneath what is written beside it, in the objects in it too.
    private JsonObject Members(JsonObject template)
    {
        var filled = new JsonObject();
        if (template["*"] is { } all && Fill(all) is JsonObject inherited)
        {
            foreach (var (name, value) in inherited) filled[name] = value?.DeepClone();
        }

        foreach (var (name, value) in template.Where(member => member.Key != "*"))
        {
            if (Fill(value) is { } node) filled[name] = Over(filled[name], node);
        }

        return filled;
    }

    private static JsonNode Over(JsonNode? beneath, JsonNode node)
    {
        if (beneath is not JsonObject inherited || node is not JsonObject members) return node;
        var all = (JsonObject)inherited.DeepClone();
        foreach (var (name, value) in members) all[name] = value is null ? null : Over(all[name], value.DeepClone());
        return all;
    }

    private JsonNode? OfText(string text)
    {
        if (text is ['{', .., '}'] && text.IndexOf('}', StringComparison.Ordinal) == text.Length - 1 && !text.Contains(':', StringComparison.Ordinal))
        {
            return First(text[1..^1])?.DeepClone();
        }

        return Fill(text) is { } filled ? JsonValue.Create(filled) : null;
    }

    private JsonNode? First(string paths) => paths.Split('|').Select(ValueOf).FirstOrDefault(node => node is not null);

    private JsonNode? ValueOf(string path) => LiteralIn(path) is { } literal ? JsonValue.Create(literal) : Find(path);

    /// <summary>The text of <c>'text'</c>, or <see langword="null"/> for the path of a value.</summary>
    internal static string? LiteralIn(string path) => path is ['\'', .. var text, '\''] ? text : null;

    private string? TextOf(string placeholder)
    {
        var colon = placeholder.IndexOf(':', StringComparison.Ordinal);
        var found = First(colon < 0 ? placeholder : placeholder[..colon]);
        if (colon >= 0 && found is JsonArray items) return ListOf(items, placeholder[(colon + 1)..]);
        return colon >= 0 && placeholder[(colon + 1)..] == Lower ? TextOf(found)?.ToLowerInvariant() : TextOf(found);
    }

    private static string? TextOf(JsonNode? node) => node switch
    {
        null => null,
        JsonArray items when items.All(item => item is JsonValue) => string.Join(ListSeparator, items.Select(TextOf)),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(JsonText.Compact),
    };

    private static string? ListOf(JsonArray? items, string pattern) =>
        items is null ? null : string.Join(ListSeparator, items.OfType<JsonObject>().Select(item => EntryTemplate.Fill(pattern, item)).Where(entry => entry.Trim().Length > 0));
}
