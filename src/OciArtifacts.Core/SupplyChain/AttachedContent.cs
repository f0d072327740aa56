using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Cosign;

namespace OciArtifacts.Core.SupplyChain;

/// <summary>
/// Finds what is attached to published content: its referrers (distribution-spec 1.1.1, "Listing Referrers"), and the signatures and
/// attestations of cosign 2, which no list of referrers has.
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
}
