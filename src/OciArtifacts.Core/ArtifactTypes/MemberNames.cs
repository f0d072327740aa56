using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace OciArtifacts.Core.ArtifactTypes;

/// <summary>Finds the member or the value of a file that its reader refused for its name, and says it in the words of the file.</summary>
internal static class MemberNames
{
    /// <summary>What is wrong with a name, or <see langword="null"/> where all names are known.</summary>
    /// <param name="node">What was read.</param>
    /// <param name="type">What it was to be read as.</param>
    /// <param name="path">Where it is in the file; empty for the whole.</param>
    internal static string? Problem(JsonNode? node, JsonTypeInfo type, string path = "") => (node, type.Kind) switch
    {
        (JsonObject members, JsonTypeInfoKind.Object) => members.Select(member => Problem(member.Key, member.Value, type, path)).FirstOrDefault(problem => problem is not null),
        (JsonArray items, JsonTypeInfoKind.Enumerable) => items.Select((item, i) => Problem(item, Of(type.ElementType!, type), $"{path}[{i}]")).FirstOrDefault(problem => problem is not null),
        (JsonValue value, _) when type.Type.IsEnum && value.TryGetValue<string>(out var text) => ValueProblem(text, Enum.GetNames(type.Type), path),
        _ => null,
    };

    private static string? Problem(string name, JsonNode? value, JsonTypeInfo type, string path)
    {
        var inner = path.Length == 0 ? name : $"{path}.{name}";
        var known = type.Properties.FirstOrDefault(property => property.Name == name);
        if (known is not null) return Problem(value, Of(known.PropertyType, type), inner);
        var names = type.Properties.Select(property => property.Name).Where(one => !one.StartsWith('$')).ToList();
        return $"'{inner}' is no member that it can have.{NearestName.Hint(name, names)} There are: {string.Join(", ", names)}.";
    }

    private static string? ValueProblem(string text, string[] names, string path)
    {
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase)) return null;
        var shown = names.Select(name => char.ToLowerInvariant(name[0]) + name[1..]).ToList();
        return $"'{path}' is '{text}', but can only be one of: {string.Join(", ", shown)}.{NearestName.Hint(text, shown)}";
    }

    private static JsonTypeInfo Of(Type type, JsonTypeInfo owner) => owner.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
}
