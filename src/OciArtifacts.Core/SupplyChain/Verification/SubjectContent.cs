using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.SupplyChain.Verification;

/// <summary>The manifest or the index that is verified, as the source has it.</summary>
internal sealed class SubjectContent
{
    private readonly string _problem;
    private readonly string? _artifactType;

    private SubjectContent(string problem, string? artifactType, IReadOnlyList<Descriptor> entries) =>
        (_problem, _artifactType, Entries) = (problem, artifactType, entries);

    /// <summary>The entries of an index, each once; none of a manifest.</summary>
    internal IReadOnlyList<Descriptor> Entries { get; }

    /// <summary>Reads the content. Content that is missing or damaged is one that does not meet the demand.</summary>
    /// <exception cref="OciException">The source cannot be read.</exception>
    internal static async Task<SubjectContent> ReadAsync(Descriptor subject, IContentSource source, CancellationToken cancellation)
    {
        try
        {
            var bytes = await source.ReadAllAsync(subject, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);

            // The media type of the descriptor is not covered by the digest. The content says what it is.
            if (!ManifestKind.Read(bytes).IsIndex) return new SubjectContent("", Manifest.Parse(bytes).EffectiveArtifactType, []);
            var index = ImageIndex.Parse(bytes);
            return new SubjectContent("", index.ArtifactType, [.. index.Manifests.DistinctBy(entry => entry.Digest)]);
        }
        catch (OciException problem) when (EvidenceCollector.IsDamage(problem))
        {
            return new SubjectContent(problem.Message, artifactType: null, []);
        }
    }

    /// <summary>The demand that the source has the content.</summary>
    internal VerificationDemand Demand() => _problem.Length == 0
        ? VerificationDemand.Met(DemandKind.Content, Wanted)
        : VerificationDemand.Failed(DemandKind.Content, Wanted, $"it cannot be read: {_problem}");

    /// <summary>The demand for an artifact type.</summary>
    internal VerificationDemand TypeDemand(string type) => _artifactType == type
        ? VerificationDemand.Met(DemandKind.ArtifactType, $"the artifact type {type}")
        : VerificationDemand.Failed(
            DemandKind.ArtifactType,
            $"the artifact type {type}",
            _artifactType is null ? "it says none" : $"it is {MediaType.Shown(_artifactType)}");

    private const string Wanted = "the manifest of this digest";
}
