using System.Text.Json;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>
/// Which artifact types may be sent where, as an organisation decides it once for all its projects: a JSON file with the schema
/// <c>policy.schema.json</c>. The first rule whose registry and repository fit decides; where none fits, anything may be sent.
/// </summary>
public sealed class RegistryPolicy
{
    private readonly IReadOnlyList<PolicyRule> _rules;

    private RegistryPolicy(IReadOnlyList<PolicyRule> rules) => _rules = rules;

    /// <summary>Reads a policy file.</summary>
    /// <exception cref="OciException">It does not exist, cannot be read, or is no policy (<see cref="OciErrorCode.InvalidPolicy"/>).</exception>
    public static async Task<RegistryPolicy> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var bytes = await JsonText.ReadAsync(path, "The OciArtifactPolicy", cancellation).ConfigureAwait(false);
            var file = Parse(bytes, path);
            return file.Rules.All(rule => rule?.IsWhole == true) ? new RegistryPolicy(file.Rules) : throw Invalid(path, "It has a null. What has no value is left out.", 0, inner: null);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem.Message, problem.LineNumber is { } line ? (int)line + 1 : 0, problem);
        }
    }

    /// <summary>Why an artifact may not be sent there, or <see langword="null"/>.</summary>
    /// <param name="manifest">The artifact; its type and the media types of its layers are asked for.</param>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="repository">The repository.</param>
    public Finding? Check(Manifest manifest, string registry, string repository)
    {
        if (Check(manifest.EffectiveArtifactType, registry, repository) is { } denied) return denied;
        if (RuleFor(registry, repository) is not { } rule) return null;
        var layer = manifest.Layers.FirstOrDefault(layer => layer.MediaType != MediaType.Empty && !rule.PermitsLayer(layer.MediaType));
        return layer is null ? null : Denied($"layers of the type '{layer.MediaType}' in {registry}/{repository}", rule);
    }

    /// <summary>Why an artifact of a type, such as that of an index, may not be sent there, or <see langword="null"/>.</summary>
    public Finding? Check(string artifactType, string registry, string repository) =>
        RuleFor(registry, repository) is { } rule && !rule.Permits(artifactType) ? Denied($"artifacts of the type '{artifactType}' in {registry}/{repository}", rule) : null;

    /// <summary>Whether the artifact type alone decides what may be sent there: the rule that fits says nothing of layers.</summary>
    public bool IsDecidedByType(string registry, string repository) => RuleFor(registry, repository) is not { } rule || rule.PermitsAllLayers;

    private static OciException Invalid(string path, string problem, int line, Exception? inner) =>
        new(OciErrorCode.InvalidPolicy, $"'{path}' is no policy: {problem} docs/registries.md describes the form.", inner) { File = path, Line = line };

    private static PolicyFile Parse(byte[] bytes, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.WithoutByteOrderMark(bytes), PolicyJson.Default.PolicyFile) ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem) when (JsonShape.Problem(JsonText.Parse(bytes), PolicyJson.Default.PolicyFile) is { } shape)
        {
            throw Invalid(path, shape.Message, JsonLines.Find(JsonText.WithoutByteOrderMark(bytes), shape.Path), problem);
        }
    }

    private PolicyRule? RuleFor(string registry, string repository) => _rules.FirstOrDefault(rule => rule.IsFor(registry, repository));

    private static Finding Denied(string what, PolicyRule by) => new(
        OciErrorCode.PolicyDenied,
        FindingSeverity.Error,
        $"The policy of your organisation (OciArtifactPolicy) does not allow {what}{(by.Reason is null ? "" : $": {by.Reason.TrimEnd('.')}")}. Send it elsewhere, or ask who keeps the policy.");
}
