using System.Text.Json;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.ArtifactTypes.Policies;

/// <summary>
/// Says which artifact types may be sent where. An organisation writes it once for all its projects, as a JSON file
/// with the schema <c>policy.schema.json</c>. The first rule whose registry and repository match decides; if no rule
/// matches, any artifact may be sent.
/// </summary>
public sealed class RegistryPolicy
{
    private readonly IReadOnlyList<PolicyRule> _rules;

    private RegistryPolicy(IReadOnlyList<PolicyRule> rules) => _rules = rules;

    /// <summary>Reads a policy file.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">
    /// The file does not exist, cannot be read, or is not a policy (<see cref="OciErrorCode.InvalidPolicy"/>).
    /// </exception>
    public static async Task<RegistryPolicy> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var file = Parse(await ReadBytesAsync(path, cancellation).ConfigureAwait(false), path);
            return file.Rules.All(rule => rule?.HasNullPattern == false)
                ? new RegistryPolicy(file.Rules)
                : throw Invalid(path, "It has a null. What has no value is left out.", 0, inner: null);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem.Message, problem.LineNumber is { } line ? (int)line + 1 : 0, problem);
        }
    }

    /// <summary>Checks whether an artifact may be sent to a repository.</summary>
    /// <param name="manifest">
    /// The manifest of the artifact. Its type and the media types of its layers are checked.
    /// </param>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="repository">The repository.</param>
    /// <returns>An error, or <see langword="null"/> if the policy allows the artifact.</returns>
    public Finding? Check(Manifest manifest, string registry, string repository)
    {
        if (Check(manifest.EffectiveArtifactType, registry, repository) is { } denied) return denied;
        if (RuleFor(registry, repository) is not { } rule) return null;
        var layer = manifest.Layers.FirstOrDefault(layer => layer.MediaType != MediaType.Empty && !rule.PermitsLayer(layer.MediaType));
        return layer is null ? null : Denied($"layers of the type '{layer.MediaType}' in {registry}/{repository}", rule);
    }

    /// <summary>Checks whether artifacts of a type, such as that of an index, may be sent to a repository.</summary>
    /// <returns>An error, or <see langword="null"/> if the policy allows the type.</returns>
    public Finding? Check(string artifactType, string registry, string repository) =>
        RuleFor(registry, repository) is { } rule && !rule.Permits(artifactType)
            ? Denied($"artifacts of the type '{artifactType}' in {registry}/{repository}", rule)
            : null;

    /// <summary>
    /// Whether the artifact type alone decides what may be sent to a repository, because its rule does not limit
    /// layers.
    /// </summary>
    public bool IsDecidedByType(string registry, string repository) =>
        RuleFor(registry, repository) is not { } rule || rule.PermitsAllLayers;

    private static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await JsonText.ReadAsync(path, "The policy file", cancellation).ConfigureAwait(false);
        }
        catch (OciException problem)
        {
            throw new OciException(problem.Code, problem.Message, problem.InnerException) { File = problem.File, Remedy = Remedy.Policy };
        }
    }

    private static OciException Invalid(string path, string problem, int line, Exception? inner) =>
        new(
            OciErrorCode.InvalidPolicy,
            $"'{path}' is no policy: {problem} docs/registries.md describes the form.",
            inner)
        {
            File = path,
            Line = line,
        };

    private static PolicyFile Parse(byte[] bytes, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(JsonText.WithoutByteOrderMark(bytes), PolicyJson.Default.PolicyFile)
                ?? throw new JsonException("It is null.");
        }
        catch (JsonException problem) when (JsonShape.Problem(JsonText.Parse(bytes), PolicyJson.Default.PolicyFile) is { } shape)
        {
            throw Invalid(path, shape.Message, JsonLines.Find(JsonText.WithoutByteOrderMark(bytes), shape.Path), problem);
        }
    }

    private PolicyRule? RuleFor(string registry, string repository) => _rules.FirstOrDefault(rule => rule.IsFor(registry, repository));

    private static Finding Denied(string what, PolicyRule by)
    {
        var reason = by.Reason is null ? "" : $": {by.Reason.TrimEnd('.')}";
        return new Finding(
            OciErrorCode.PolicyDenied,
            FindingSeverity.Error,
            $"The policy of your organisation does not allow {what}{reason}. Send it elsewhere, or ask the owner of the policy.")
        {
            Remedy = Remedy.Policy,
        };
    }
}
