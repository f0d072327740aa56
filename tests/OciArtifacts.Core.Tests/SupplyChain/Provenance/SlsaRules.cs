using System.Text.Json.Nodes;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

/// <summary>
/// The rules of the page "Build: Provenance" of SLSA v1 that a program can check, and those of in-toto for the statement around it.
/// </summary>
internal static class SlsaRules
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["statement"] = ["_type", "subject", "predicateType", "predicate"],
        ["predicate"] = ["buildDefinition", "runDetails"],
        ["buildDefinition"] = ["buildType", "externalParameters", "internalParameters", "resolvedDependencies"],
        ["runDetails"] = ["builder", "metadata", "byproducts"],
        ["builder"] = ["id", "builderDependencies", "version"],
        ["metadata"] = ["invocationId", "startedOn", "finishedOn"],
        ["resource"] = ["name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations"],
    };

    internal static IReadOnlyList<string> Problems(JsonNode statement)
    {
        var predicate = statement["predicate"] as JsonObject ?? [];
        var definition = predicate["buildDefinition"] as JsonObject ?? [];
        var run = predicate["runDetails"] as JsonObject ?? [];
        var builder = run["builder"] as JsonObject ?? [];
        var outer = definition["externalParameters"] as JsonObject;
        var inner = definition["internalParameters"] as JsonObject ?? [];
        var resources = (definition["resolvedDependencies"] as JsonArray ?? []).Select(one => one!.AsObject()).ToList();
        var subjects = (statement["subject"] as JsonArray ?? []).Select(one => one!.AsObject()).ToList();
        return
        [
            .. Unknown("statement", statement.AsObject()), .. Unknown("predicate", predicate), .. Unknown("buildDefinition", definition),
            .. Unknown("runDetails", run), .. Unknown("builder", builder), .. Unknown("metadata", run["metadata"] as JsonObject ?? []),
            .. resources.SelectMany(one => Unknown("resource", one)),
            .. If(Text(statement["_type"]) != "https://in-toto.io/Statement/v1", "_type"),
            .. If(Text(statement["predicateType"]) != "https://slsa.dev/provenance/v1", "predicateType"),
            .. If(subjects.Count == 0 || subjects.Any(one => one["digest"] is not JsonObject { Count: > 0 }), "a subject without a digest"),
            .. If(!IsTypeUri(Text(definition["buildType"])), "buildType"),
            .. If(!IsTypeUri(Text(builder["id"])), "builder.id"),
            .. If(outer is null, "externalParameters"),
            .. If((outer ?? []).Any(pair => inner.ContainsKey(pair.Key)), "a parameter that is external and internal"),
            .. If((outer ?? []).Concat(inner).Any(pair => Text(pair.Value).Length == 0), "a parameter that is no text"),
            .. If(resources.Any(one => !IsResource(one)), "a dependency without uri, digest and content"),
            .. If(subjects.Concat(resources).Any(one => !HasEncodedDigests(one)), "a digest with its algorithm, or in upper case"),
        ];
    }

    // in-toto attestation framework, spec/v1/field_types.md, TypeURI: scheme and authority are in lower case.
    private static bool IsTypeUri(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && text.StartsWith($"{uri.Scheme}:", StringComparison.Ordinal)
        && text.Contains(uri.Authority, StringComparison.Ordinal);

    private static bool IsResource(JsonObject one) => one["uri"] is not null || one["digest"] is not null || one["content"] is not null;

    private static bool HasEncodedDigests(JsonObject one) =>
        (one["digest"] as JsonObject ?? []).All(pair => Text(pair.Value) is { Length: > 0 } hex && hex.All(char.IsAsciiHexDigitLower));

    private static string Text(JsonNode? node) =>
        node?.GetValueKind() == System.Text.Json.JsonValueKind.String ? node.GetValue<string>() : "";

    private static IEnumerable<string> If(bool isWrong, string what) => isWrong ? [what] : [];

    private static IEnumerable<string> Unknown(string what, JsonObject members) =>
        members.Select(pair => pair.Key).Except(Members[what]).Select(name => $"{what}.{name}");
}
