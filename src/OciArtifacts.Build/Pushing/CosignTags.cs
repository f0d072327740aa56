using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Cosign;

namespace OciArtifacts.Build.Pushing;

/// <summary>Finds the signatures and attestations of cosign 2, which no list of referrers has.</summary>
internal static class CosignTags
{
    private static readonly string[] Endings = [CosignTag.SignatureEnding, CosignTag.AttestationEnding];

    /// <summary>The manifests with the tags of a digest, each with its tag.</summary>
    /// <exception cref="Core.OciException">The source cannot be asked.</exception>
    internal static async Task<IReadOnlyList<CopiedReferrer>> FindAsync(ITagResolver from, Digest subject, CancellationToken cancellation)
    {
        var found = new List<CopiedReferrer>();
        foreach (var tag in Endings.Select(ending => CosignTag.Of(subject, ending)))
        {
            var named = await from.ResolveAsync(tag, cancellation).ConfigureAwait(false);
            if (named?.MediaType == MediaType.Manifest) found.Add(new CopiedReferrer(named) { Tag = tag });
        }

        return found;
    }
}
