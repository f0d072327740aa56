using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OciArtifacts.Core;

/// <summary>
/// Finds the first place where a file does not have the shape that its reader needs: an unknown or missing member, or a
/// value of another kind. The message names members of the file; the reader's own message would name classes.
/// </summary>
internal static class JsonShape
{
    private const int LongestShown = 60;

    /// <summary>The first problem, or <see langword="null"/> if the node can be read as the type.</summary>
    /// <param name="node">The JSON.</param>
    /// <param name="type">The type to read the node as.</param>
    /// <param name="path">The path of the node in the file; empty for the whole file.</param>
    internal static JsonProblem? Problem(JsonNode? node, JsonTypeInfo type, string path = "")
    {
        if (type.Type == typeof(JsonNode)) return null;
        if (node is null) return new JsonProblem(path, $"{Subject(path)} is null. What has no value is left out.");
        if (type.Type == typeof(JsonObject)) return Expect(node is JsonObject, node, path, "an object");
        if (type.Type.IsEnum) return EnumProblem(node, NamesOf(type.Type), path);
        return (node, type.Kind) switch
        {
            (JsonObject members, JsonTypeInfoKind.Object) => MemberProblem(members, type, path),
            (_, JsonTypeInfoKind.Object) => Expect(isRight: false, node, path, "an object"),
            (JsonArray items, JsonTypeInfoKind.Enumerable) =>
                First(items.Select((item, i) => Problem(item, InfoOf(type.ElementType!, type), JsonPath.OfItem(path, i)))),
            (_, JsonTypeInfoKind.Enumerable) => Expect(isRight: false, node, path, "a list"),
            (JsonObject members, JsonTypeInfoKind.Dictionary) => First(
                members.Select(member => Problem(member.Value, InfoOf(type.ElementType!, type), JsonPath.OfMember(path, member.Key)))),
            (_, JsonTypeInfoKind.Dictionary) => Expect(isRight: false, node, path, "an object"),
            _ => ScalarProblem(node, type.Type, path),
        };
    }

    private static JsonProblem? ScalarProblem(JsonNode node, Type type, string path)
    {
        var kind = node.GetValueKind();
        if (type == typeof(bool)) return Expect(kind is JsonValueKind.True or JsonValueKind.False, node, path, "true or false");
        if (type != typeof(int) && type != typeof(long)) return Expect(kind == JsonValueKind.String, node, path, "a text");
        var isWhole = kind == JsonValueKind.Number && node.AsValue().TryGetValue<long>(out var number)
            && (type == typeof(long) || number is >= int.MinValue and <= int.MaxValue);
        return Expect(isWhole, node, path, "a whole number");
    }

    private static JsonProblem? MemberProblem(JsonObject members, JsonTypeInfo type, string path)
    {
        var known = type.Properties.ToDictionary(property => property.Name, StringComparer.Ordinal);
        var names = known.Keys.Where(name => !name.StartsWith('$')).ToList();
        foreach (var (name, value) in members)
        {
            var inner = JsonPath.OfMember(path, name);
            if (!known.TryGetValue(name, out var property))
            {
                return new JsonProblem(
                    inner,
                    $"'{inner}' is no member that it can have.{NearestName.Hint(name, names)} There are: {string.Join(", ", names)}.");
            }

            if (Problem(value, InfoOf(property.PropertyType, type), inner) is { } problem) return problem;
        }

        var missing = type.Properties.FirstOrDefault(
            property => property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false }
                && !members.ContainsKey(property.Name));
        return missing is null ? null : new JsonProblem(path, $"{Subject(path)} has no '{missing.Name}', and needs one.");
    }

    private static JsonProblem? EnumProblem(JsonNode node, IReadOnlyList<string> names, string path)
    {
        if (node.GetValueKind() != JsonValueKind.String) return Expect(isRight: false, node, path, $"one of: {string.Join(", ", names)}");
        var text = node.GetValue<string>();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase)) return null;
        return new JsonProblem(
            path, $"{Subject(path)} is '{text}', but can only be one of: {string.Join(", ", names)}.{NearestName.Hint(text, names)}");
    }

    private static IReadOnlyList<string> NamesOf(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(NameOf)];

    private static string NameOf(FieldInfo field) =>
        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? char.ToLowerInvariant(field.Name[0]) + field.Name[1..];

    private static JsonProblem? Expect(bool isRight, JsonNode node, string path, string wanted) =>
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

    private static JsonTypeInfo InfoOf(Type type, JsonTypeInfo owner) =>
        owner.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
}
