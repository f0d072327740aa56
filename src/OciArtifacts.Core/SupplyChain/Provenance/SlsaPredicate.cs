using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>
/// Writes the predicate of SLSA Provenance v1 (slsa.dev, "Build: Provenance"). Nothing in it comes from the clock, and nothing from
/// the machine: two builds of one source on no platform have the same bytes.
/// </summary>
/// <param name="facts">What the build knows.</param>
/// <param name="builder">Where it runs.</param>
internal sealed class SlsaPredicate(BuildFacts facts, BuilderEnvironment builder)
{
    private const string GitCommit = "gitCommit";

    private readonly string? _repository = SourceAddress.OfRepository(facts.Repository) ?? builder.Repository;

    /// <summary>The predicate.</summary>
    /// <param name="withRun">Whether it says which run of the platform made the artifact.</param>
    internal byte[] ToBytes(bool withRun = true) => OciJson.ToBytes(json =>
    {
        json.WriteStartObject();
        WriteDefinition(json, withRun);
        WriteRun(json, withRun);
        json.WriteEndObject();
    });

    private void WriteDefinition(Utf8JsonWriter json, bool withRun)
    {
        json.WriteStartObject("buildDefinition");
        json.WriteString("buildType", ProvenanceNames.BuildType);
        WriteTexts(json, "externalParameters", [
            ("configuration", facts.Configuration),
            ("project", facts.Project),
            ("ref", builder.Ref),
            ("repository", _repository),
            ("runtimeIdentifier", facts.RuntimeIdentifier),
            ("targetFramework", facts.TargetFramework),
        ]);
        WriteTexts(json, "internalParameters", [
            .. builder.Parameters.Select(pair => (pair.Key, (string?)pair.Value)),
            ("event", withRun ? builder.Event : null),
            ("sdkVersion", facts.SdkVersion),
            ("toolVersion", facts.ToolVersion),
        ]);
        WriteDependencies(json);
        json.WriteEndObject();
    }

    private void WriteDependencies(Utf8JsonWriter json)
    {
        var dependencies = facts.Dependencies.Distinct()
            .OrderBy(one => one.Purl, StringComparer.Ordinal)
            .ThenBy(one => one.Name, StringComparer.Ordinal)
            .ThenBy(one => one.Digest?.ToString(), StringComparer.Ordinal)
            .ToList();
        if (_repository is null && dependencies.Count == 0) return;
        json.WriteStartArray("resolvedDependencies");
        if (_repository is not null)
        {
            var at = builder.Ref is null ? "" : $"@{builder.Ref}";
            WriteResource(json, name: null, $"git+{_repository}{at}", Commit(facts.Revision ?? builder.Revision));
        }

        foreach (var one in dependencies)
        {
            (string, string)? digest = one.Digest is { } known ? (known.Algorithm, known.Encoded) : null;
            WriteResource(json, one.Name, one.Purl, digest);
        }

        json.WriteEndArray();
    }

    // When a run began and ended is not written: the platform knows it better, and finds it by the invocation.
    private void WriteRun(Utf8JsonWriter json, bool withRun)
    {
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");
        json.WriteString("id", builder.Id);
        json.WriteEndObject();
        if (withRun && builder.InvocationId is { } invocation) WriteTexts(json, "metadata", [("invocationId", invocation)]);
        json.WriteEndObject();
    }

    // A member name of in-toto's ResourceDescriptor (in-toto attestation framework, spec/v1/resource_descriptor.md).
    private static void WriteResource(Utf8JsonWriter json, string? name, string uri, (string Algorithm, string Encoded)? digest)
    {
        json.WriteStartObject();
        if (name is not null) json.WriteString("name", name);
        json.WriteString("uri", uri);
        if (digest is { } known) WriteTexts(json, "digest", [known]);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<(string Name, string? Value)> texts)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in texts.OrderBy(text => text.Name, StringComparer.Ordinal))
        {
            if (!string.IsNullOrEmpty(value)) json.WriteString(member, value);
        }

        json.WriteEndObject();
    }

    // A revision of another system than git is no digest.
    private static (string Algorithm, string Encoded)? Commit(string? revision) =>
        revision is { Length: 40 or 64 } && revision.All(char.IsAsciiHexDigit) ? (GitCommit, revision.ToLowerInvariant()) : null;
}
