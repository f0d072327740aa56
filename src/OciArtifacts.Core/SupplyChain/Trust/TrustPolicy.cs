using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>
/// Says whose artifacts are trusted. It is a JSON file with the schema <c>trust-policy.schema.json</c>: a trust policy of the Notary
/// Project (trust-store-trust-policy.md) with further members for keys of cosign, attestations, artifact types and digests. A trust
/// policy of Notation can be used as it is. Keys and certificates are files beside it.
/// </summary>
public sealed class TrustPolicy
{
    private readonly IReadOnlyList<TrustRule> _rules;

    private TrustPolicy(string path, IReadOnlyList<TrustRule> rules)
    {
        Path = path;
        _rules = rules;
    }

    /// <summary>The file, an absolute path.</summary>
    public string Path { get; }

    /// <summary>Reads a trust policy with its keys and certificates. Success means that all of them can be used.</summary>
    /// <param name="path">
    /// The file, an absolute path. Paths of keys in it are relative to its folder. The store <c>ca:contoso</c> is the folder
    /// <c>truststore/x509/ca/contoso</c> in its folder.
    /// </param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">
    /// The file is no trust policy, or a store is missing (<see cref="OciErrorCode.InvalidTrustPolicy"/>); a file cannot be read; a
    /// key cannot be used (<see cref="OciErrorCode.InvalidKey"/>), or a certificate
    /// (<see cref="OciErrorCode.InvalidCertificateChain"/>).
    /// </exception>
    public static async Task<TrustPolicy> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var bytes = await JsonText.ReadAsync(path, "The trust policy", cancellation).ConfigureAwait(false);
            var file = Parse(bytes, path);
            var files = new TrustFiles(System.IO.Path.GetDirectoryName(path)!);
            return new TrustPolicy(path, [.. file.TrustPolicies.Select(section => RuleOf(section, files))]);
        }
        catch (JsonException problem)
        {
            throw Invalid(path, problem.Message, problem.LineNumber is { } line ? (int)line + 1 : 0, problem);
        }
    }

    /// <summary>
    /// The policy for a repository: that with the longest path, then that for all; <see langword="null"/> if there is none.
    /// </summary>
    /// <param name="repository">The repository, <c>registry/repository</c>.</param>
    internal TrustRule? RuleFor(string repository) => _rules
        .Select(rule => (Rule: rule, Nearness: rule.Scopes.Max(scope => RepositoryScope.Nearness(scope, repository))))
        .Where(candidate => candidate.Nearness > 0)
        .OrderByDescending(candidate => candidate.Nearness)
        .FirstOrDefault().Rule;

    private static TrustPolicyFile Parse(byte[] bytes, string path)
    {
        var root = JsonText.Parse(bytes);
        if (JsonShape.Problem(root, TrustPolicyJson.Default.TrustPolicyFile) is { } shape) throw Invalid(path, shape, bytes);
        var file = root.Deserialize(TrustPolicyJson.Default.TrustPolicyFile)!;
        return TrustPolicyRules.Problem(file) is { } problem ? throw Invalid(path, problem, bytes) : file;
    }

    private static TrustRule RuleOf(TrustPolicySection section, TrustFiles files)
    {
        var keys = files.KeysOf(section.CosignKeys);
        return new TrustRule(section.Name, section.RegistryScopes, section.SignatureVerification)
        {
            DemandsNotation = section.TrustStores.Count > 0,
            Authorities = files.CertificatesOf(section.TrustStores, TrustStoreName.Authority),
            SigningAuthorities = files.CertificatesOf(section.TrustStores, TrustStoreName.SigningAuthority),
            TimestampAuthorities = files.CertificatesOf(section.TrustStores, TrustStoreName.Timestamps),
            Identities = section.TrustedIdentities.Contains(SignerRules.AnyIdentity, StringComparer.Ordinal)
                ? null
                : [.. section.TrustedIdentities.Select(text => SubjectMatcher.TryParse(text, out _)!)],
            CosignKeys = keys,
            Attestations = [.. section.Attestations.Select(one => new RequiredAttestation(
                one.PredicateType, one.Keys.Count > 0 ? files.KeysOf(one.Keys) : keys))],
            ArtifactType = section.ArtifactType,
            Digests = [.. section.Digests.Select(Digest.Parse)],
        };
    }

    private static OciException Invalid(string path, JsonProblem problem, ReadOnlySpan<byte> bytes) =>
        Invalid(path, problem.Message, JsonLines.Find(JsonText.WithoutByteOrderMark(bytes), problem.Path), inner: null);

    private static OciException Invalid(string path, string problem, int line, Exception? inner) =>
        new(
            OciErrorCode.InvalidTrustPolicy,
            $"'{path}' is no trust policy: {problem} docs/supply-chain.md describes the form.",
            inner)
        {
            File = path,
            Line = line,
        };
}
