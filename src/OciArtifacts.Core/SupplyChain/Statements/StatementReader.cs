using System.Text.Json;

namespace OciArtifacts.Core.SupplyChain.Statements;

/// <summary>Reads a statement from JSON.</summary>
internal static class StatementReader
{
    // A member that stands twice could be read in two ways, so it makes the statement invalid.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="OciException">The bytes are no statement (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static InTotoStatement Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException problem)
        {
            throw Wrong("it is no JSON, or an object in it has a member twice", problem);
        }
    }

    private static InTotoStatement Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong("it is no JSON object");
        var type = Text(root, "_type");
        if (type is not (InTotoStatement.TypeV1 or InTotoStatement.TypeV01))
        {
            throw Wrong($"its _type is '{type}', not {InTotoStatement.TypeV1}");
        }

        var subjects = root.TryGetProperty("subject", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(Subject).ToList()
            : [];
        if (subjects.Count == 0) throw Wrong("it has no subject");
        JsonElement? predicate = root.TryGetProperty("predicate", out var stated) ? stated.Clone() : null;
        return new InTotoStatement(subjects, Text(root, "predicateType"), predicate);
    }

    private static StatementSubject Subject(JsonElement subject)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        if (subject.ValueKind == JsonValueKind.Object
            && subject.TryGetProperty("digest", out var set)
            && set.ValueKind == JsonValueKind.Object)
        {
            foreach (var digest in set.EnumerateObject()) digests[digest.Name] = TextOf(digest.Value, digest.Name);
        }

        if (digests.Count == 0) throw Wrong("a subject has no digest");
        var name = subject.TryGetProperty("name", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return new StatementSubject(digests) { Name = name };
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member) ? TextOf(member, name) : throw Wrong($"it has no {name}");

    private static string TextOf(JsonElement member, string name)
    {
        try
        {
            return member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Wrong($"its {name} is no text");
        }
        catch (InvalidOperationException problem)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            throw Wrong($"its {name} is no valid text", problem);
        }
    }

    private static OciException Wrong(string what, Exception? problem = null) =>
        new(OciErrorCode.MalformedContent, $"This is no in-toto statement: {what}.", problem);
}
