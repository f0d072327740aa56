using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Statements;

/// <summary>
/// A statement about artifacts (in-toto attestation framework, spec/v1/statement.md). The predicate says what is stated, and
/// its type says how to read it.
/// </summary>
/// <param name="Subjects">The artifacts. There is at least one, and each has at least one digest.</param>
/// <param name="PredicateType">The type of the predicate, a URI.</param>
/// <param name="Predicate">The predicate, or <see langword="null"/> if the statement has none.</param>
internal sealed record InTotoStatement(IReadOnlyList<StatementSubject> Subjects, string PredicateType, JsonElement? Predicate)
{
    /// <summary>The media type of a statement, and the payload type of a DSSE envelope that contains one.</summary>
    internal const string MediaType = "application/vnd.in-toto+json";

    internal const string TypeV1 = "https://in-toto.io/Statement/v1";

    /// <summary>The version that cosign 2 writes. Its members are those of <see cref="TypeV1"/>.</summary>
    internal const string TypeV01 = "https://in-toto.io/Statement/v0.1";

    /// <summary>Whether the statement is about the content with this digest.</summary>
    internal bool IsAbout(Digest digest) => Subjects.Any(subject => subject.Has(digest));

    /// <summary>Serialises the statement as version 1: compact, the members in the order of the specification.</summary>
    internal byte[] ToBytes() => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("_type", TypeV1);
        json.WriteStartArray("subject");
        foreach (var subject in Subjects) Write(json, subject);
        json.WriteEndArray();
        json.WriteString("predicateType", PredicateType);
        if (Predicate is { } predicate)
        {
            json.WritePropertyName("predicate");
            predicate.WriteTo(json);
        }

        json.WriteEndObject();
    });

    /// <summary>Parses a statement of version 1 or 0.1. Unknown members are ignored, as the specification demands.</summary>
    /// <exception cref="OciException">The bytes are no such statement (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static InTotoStatement Parse(ReadOnlyMemory<byte> bytes) => StatementReader.Read(bytes);

    private static void Write(Utf8JsonWriter json, StatementSubject subject)
    {
        json.WriteStartObject();
        if (subject.Name is { } name) json.WriteString("name", name);
        json.WriteStartObject("digest");
        foreach (var (algorithm, encoded) in subject.Digests.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(algorithm, encoded);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
