using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OciArtifacts.Core.ArtifactTypes.Definitions;

/// <summary>
/// Finds the first thing in a file that its reader would refuse, and says it in the words of the file: the reader would speak of classes. A name that is not known, a member
/// that is missing, a value of another kind.
/// </summary>
internal static class JsonShape
{
    private const int LongestShown = 60;

    /// <summary>What is wrong, or <see langword="null"/> where it can be read.</summary>
    /// <param name="node">What was read.</param>
    /// <param name="type">What it is to be read as.</param>
    /// <param name="path">Where it is in the file; empty for the whole.</param>
    internal static JsonProblem? Problem(JsonNode? node, JsonTypeInfo type, string path = "")
    {
        if (type.Type == typeof(JsonNode)) return null;
        if (node is null) return new JsonProblem(path, $"{Subject(path)} is null. What has no value is left out.");
        if (type.Type == typeof(JsonObject)) return Of(node is JsonObject, node, path, "an object");
        if (type.Type.IsEnum) return ValueProblem(node, NamesOf(type.Type), path);
        return (node, type.Kind) switch
        {
            (JsonObject members, JsonTypeInfoKind.Object) => MemberProblem(members, type, path),
            (_, JsonTypeInfoKind.Object) => Of(isRight: false, node, path, "an object"),
            (JsonArray items, JsonTypeInfoKind.Enumerable) => First(items.Select((item, i) => Problem(item, InfoOf(type.ElementType!, type), string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))),
            (_, JsonTypeInfoKind.Enumerable) => Of(isRight: false, node, path, "a list"),
            (JsonObject members, JsonTypeInfoKind.Dictionary) => First(members.Select(member => Problem(member.Value, InfoOf(type.ElementType!, type), JsonLines.Joined(path, member.Key)))),
            (_, JsonTypeInfoKind.Dictionary) => Of(isRight: false, node, path, "an object"),
            _ => ScalarProblem(node, type.Type, path),
        };
    }

    private static JsonProblem? ScalarProblem(JsonNode node, Type type, string path)
    {
        var kind = node.GetValueKind();
        if (type == typeof(bool)) return Of(kind is JsonValueKind.True or JsonValueKind.False, node, path, "true or false");
        if (type == typeof(int) || type == typeof(long)) return Of(kind == JsonValueKind.Number && node.AsValue().TryGetValue<long>(out var number) && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue), node, path, "a whole number");
        return Of(kind == JsonValueKind.String, node, path, "a text");
    }

    private static JsonProblem? MemberProblem(JsonObject members, JsonTypeInfo type, string path)
    {
        var known = type.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        var names = known.Keys.Where(name => !name.StartsWith('$')).ToList();
        foreach (var (name, value) in members)
        {
            var inner = JsonLines.Joined(path, name);
            if (!known.TryGetValue(name, out var property)) return new JsonProblem(inner, $"'{inner}' is no member that it can have.{NearestName.Hint(name, names)} There are: {string.Join(", ", names)}.");
            if (Problem(value, InfoOf(property.PropertyType, type), inner) is { } problem) return problem;
        }

        var missing = type.Properties.FirstOrDefault(property => property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false } && !members.ContainsKey(property.Name));
        return missing is null ? null : new JsonProblem(path, $"{Subject(path)} has no '{missing.Name}', and needs one.");
    }

    private static JsonProblem? ValueProblem(JsonNode node, IReadOnlyList<string> names, string path)
    {
        if (node.GetValueKind() != JsonValueKind.String) return Of(isRight: false, node, path, $"one of: {string.Join(", ", names)}");
        var text = node.GetValue<string>();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase)) return null;
        return new JsonProblem(path, $"{Subject(path)} is '{text}', but can only be one of: {string.Join(", ", names)}.{NearestName.Hint(text, names)}");
    }

    private static IReadOnlyList<string> NamesOf(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? char.ToLowerInvariant(field.Name[0]) + field.Name[1..])];

    private static JsonProblem? Of(bool isRight, JsonNode node, string path, string wanted) =>
        isRight ? null : new JsonProblem(path, $"{Subject(path)} is {Shown(node)}, but has to be {wanted}.");

    private static string Subject(string path) => path.Length == 0 ? "It" : $"'{path}'";

    private static string Shown(JsonNode node)
    {
        var text = node.ToJsonString(JsonText.Compact);
        return node switch
        {
            JsonObject => "an object",
            JsonArray => "a list",
            _ => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…",
        };
    }

    private static JsonProblem? First(IEnumerable<JsonProblem?> problems) => problems.FirstOrDefault(problem => problem is not null);

    private static JsonTypeInfo InfoOf(Type type, JsonTypeInfo owner) => owner.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
}
