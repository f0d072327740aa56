using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>Finds the signatures and attestations of one subject: referrers, and the tags of cosign 2.</summary>
/// <param name="source">The repository or layout.</param>
/// <param name="subject">The digest of the subject.</param>
internal sealed class EvidenceCollector(IReferrerSource source, Digest subject)
{
    private const string AnyBundle = "application/vnd.dev.sigstore.bundle";

    private readonly List<Evidence> _found = [];
    private bool _isComplete = true;
    private long _bytes;

    /// <summary>Collects all evidence. What is missing or damaged is evidence with a problem.</summary>
    /// <param name="withTags">Whether the tags of cosign 2 are read too.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="OciException">The source cannot be read.</exception>
    internal async Task<EvidenceList> CollectAsync(bool withTags, CancellationToken cancellation)
    {
        await ReadReferrersAsync(cancellation).ConfigureAwait(false);
        if (withTags && source is ITagResolver tags && subject.Algorithm == Digest.Sha256Name)
        {
            await ReadTagAsync(tags, CosignTag.SignatureEnding, SignatureFormat.CosignSignature, cancellation).ConfigureAwait(false);
            await ReadTagAsync(tags, CosignTag.AttestationEnding, SignatureFormat.CosignAttestation, cancellation).ConfigureAwait(false);
        }

        return new EvidenceList(_found, _isComplete);
    }

    // All referrers are opened: the list of some registries has the wrong artifact type for what cosign 2.5 pushed. Those with a type
    // of a signature are opened first, so that others cannot hide them behind the limit.
    private async Task ReadReferrersAsync(CancellationToken cancellation)
    {
        var listed = new List<Descriptor>();
        await foreach (var entry in source.ListReferrersAsync(subject, artifactType: null, cancellation).ConfigureAwait(false))
        {
            if (listed.Count == EvidenceLimits.Listed)
            {
                _isComplete = false;
                break;
            }

            listed.Add(entry);
        }

        var opened = listed.DistinctBy(entry => entry.Digest).OrderBy(entry => FormatOf(entry.ArtifactType) is null).ToList();
        _isComplete &= opened.Count <= EvidenceLimits.Referrers;
        foreach (var entry in opened.Take(EvidenceLimits.Referrers))
        {
            await ReadReferrerAsync(entry, cancellation).ConfigureAwait(false);
        }
    }

    private async Task ReadReferrerAsync(Descriptor entry, CancellationToken cancellation)
    {
        if (MediaType.IsIndex(entry.MediaType)) return;
        var (manifest, problem) = await ReadManifestAsync(entry, cancellation).ConfigureAwait(false);
        if (FormatOf(manifest?.EffectiveArtifactType ?? entry.ArtifactType) is not { } format) return;
        if (manifest is not null && manifest.Subject?.Digest != subject) problem = "its subject is another manifest";
        if (problem.Length == 0 && manifest!.Layers.Count != 1) problem = "its manifest has not exactly one layer";
        if (problem.Length > 0) Add(new Evidence(format, entry.Digest) { Problem = problem });
        else await AddAsync(format, entry.Digest, manifest!, manifest!.Layers[0], cancellation).ConfigureAwait(false);
    }

    private async Task ReadTagAsync(ITagResolver tags, string ending, SignatureFormat format, CancellationToken cancellation)
    {
        if (await tags.ResolveAsync(CosignTag.Of(subject, ending), cancellation).ConfigureAwait(false) is not { } root) return;
        if (MediaType.IsIndex(root.MediaType)) return;
        var (manifest, problem) = await ReadManifestAsync(root, cancellation).ConfigureAwait(false);
        if (manifest is null) Add(new Evidence(format, root.Digest) { Problem = problem });
        foreach (var layer in manifest?.Layers ?? [])
        {
            await AddAsync(format, root.Digest, manifest!, layer, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<(Manifest? Manifest, string Problem)> ReadManifestAsync(Descriptor content, CancellationToken cancellation)
    {
        try
        {
            var bytes = await source.ReadAllAsync(content, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
            return (Manifest.Parse(bytes), "");
        }
        catch (OciException problem) when (IsDamage(problem))
        {
            return (null, $"its manifest cannot be read: {problem.Message}");
        }
    }

    private async Task AddAsync(
        SignatureFormat format, Digest manifest, Manifest whole, Descriptor layer, CancellationToken cancellation)
    {
        if (_found.Count >= EvidenceLimits.Signatures || _bytes + layer.Size > EvidenceLimits.AllBytes)
        {
            _isComplete = false;
            return;
        }

        var evidence = new Evidence(format, manifest) { Whole = whole, Layer = layer };
        try
        {
            var bytes = await source.ReadAllAsync(layer, EvidenceLimits.SignatureBytes, cancellation).ConfigureAwait(false);
            _bytes += bytes.Length;
            Add(evidence with { Content = bytes });
        }
        catch (OciException problem) when (IsDamage(problem))
        {
            Add(evidence with { Problem = $"its content cannot be read: {problem.Message}" });
        }
    }

    private void Add(Evidence evidence)
    {
        if (_found.Count < EvidenceLimits.Signatures) _found.Add(evidence);
        else _isComplete = false;
    }

    // Anything else, such as a registry that does not answer, is no reason to refuse a signature.
    internal static bool IsDamage(OciException problem) =>
        problem.Code is OciErrorCode.ContentNotFound or OciErrorCode.ContentMismatch or OciErrorCode.MalformedContent;

    private static SignatureFormat? FormatOf(string? artifactType) => artifactType switch
    {
        NotationNames.ArtifactType => SignatureFormat.Notation,
        not null when artifactType.StartsWith(AnyBundle, StringComparison.Ordinal) => SignatureFormat.SigstoreBundle,
        _ => null,
    };
}
