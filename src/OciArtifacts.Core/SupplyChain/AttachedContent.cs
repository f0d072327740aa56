using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>
/// Finds what is attached to published content: its referrers (distribution-spec 1.1.1, "Listing Referrers"), and the signatures and
/// attestations of cosign 2, which no list of referrers has. Or what a report names of it.
/// </summary>
internal static class AttachedContent
{
    private static readonly string[] Endings = [CosignTag.SignatureEnding, CosignTag.AttestationEnding];

    /// <summary>The referrers of one subject, then the manifests under its tags of cosign, each with its tag.</summary>
    /// <exception cref="OciException">The source cannot be asked.</exception>
    internal static async Task<IReadOnlyList<PackedReferrer>> FindAsync(
        IArtifactStore from, Digest subject, CancellationToken cancellation)
    {
        var found = new List<PackedReferrer>();
        await foreach (var referrer in from.ListReferrersAsync(subject, artifactType: null, cancellation).ConfigureAwait(false))
        {
            found.Add(new PackedReferrer(subject, referrer));
        }

        foreach (var tag in Endings.Select(ending => CosignTag.Of(subject, ending)))
        {
            var named = await from.ResolveAsync(tag, cancellation).ConfigureAwait(false);
            if (named?.MediaType == MediaType.Manifest) found.Add(new PackedReferrer(subject, named) { Tag = tag });
        }

        return found;
    }

    /// <summary>The referrers that a report names, in its order: a subject stands before its referrer.</summary>
    /// <param name="from">The store.</param>
    /// <param name="named">The digests of the referrers.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The referrers, and the digests that the store does not have any more.</returns>
    /// <exception cref="OciException">The store cannot be read.</exception>
    internal static async Task<(IReadOnlyList<PackedReferrer> Found, IReadOnlyList<Digest> Missing)> ReadNamedAsync(
        IArtifactStore from, IReadOnlyList<Digest> named, CancellationToken cancellation)
    {
        var (found, missing) = (new List<PackedReferrer>(), new List<Digest>());
        foreach (var digest in named)
        {
            if (await from.ResolveAsync(digest.ToString(), cancellation).ConfigureAwait(false) is not { } manifest)
            {
                missing.Add(digest);
                continue;
            }

            var bytes = await from.ReadAllAsync(manifest, ContentReading.LargestManifest, cancellation).ConfigureAwait(false);
            if (Referrer.Of(manifest, bytes) is { } referrer) found.Add(new PackedReferrer(referrer.Subject, referrer.Content));
        }

        return (found, missing);
    }
}
