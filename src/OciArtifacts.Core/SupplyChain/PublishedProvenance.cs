using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Provenance;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>Reads the unsigned provenance that an artifact was published with, so that another job can sign it.</summary>
internal static class PublishedProvenance
{
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>The bytes of the statement about the subject.</summary>
    /// <returns><see langword="null"/> if the artifact has no provenance of this subject among its referrers.</returns>
    /// <exception cref="OciException">Content is missing or damaged.</exception>
    internal static async Task<byte[]?> FindAsync(ReferrerSubject subject, CancellationToken cancellation)
    {
        var statements = subject.Artifact.Referrers
            .Where(referrer => !referrer.IsForeign && referrer.Subject == subject.Content.Digest)
            .Where(referrer => referrer.Content.ArtifactType == InTotoStatement.MediaType);
        foreach (var referrer in statements)
        {
            var manifest = Manifest.Parse(await subject.Artifact.ReadManifestAsync(referrer.Content, cancellation).ConfigureAwait(false));
            foreach (var layer in manifest.Layers.Where(layer => layer.MediaType == InTotoStatement.MediaType))
            {
                var bytes = await subject.Artifact.ReadAllAsync(layer, Largest, cancellation).ConfigureAwait(false);
                var statement = InTotoStatement.Parse(bytes);

                // A statement that names other artifacts too would vouch for what this job was not given.
                var isAbout = statement.Subjects is [{ Digests.Count: 1 } only] && only.Has(subject.Content.Digest);
                if (isAbout && statement.PredicateType == ProvenanceNames.PredicateType) return bytes;
            }
        }

        return null;
    }
}
