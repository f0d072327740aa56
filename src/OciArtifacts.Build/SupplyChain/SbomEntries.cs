using OciArtifacts.Build.Packing;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>The entries of an index, each with the document of the same format that is its referrer.</summary>
/// <param name="format">The format.</param>
/// <param name="context">The planned index.</param>
internal sealed class SbomEntries(SbomFormat format, ReferrerContext context)
{
    /// <exception cref="Core.OciException">A referrer of an entry cannot be read.</exception>
    internal async Task<IReadOnlyList<SbomEntry>> ReadAsync(PackedArtifact index, CancellationToken cancellation)
    {
        var reader = new EntrySbomReader(index, format);
        var entries = new List<SbomEntry>();
        foreach (var entry in index.Entries)
        {
            var referrers = ReferrersOf(entry.Content.Digest, index);
            entries.Add(new SbomEntry(entry.Content, await reader.ReadAsync(referrers, cancellation).ConfigureAwait(false)));
        }

        return entries;
    }

    // What the build made stands before what only a registry lists.
    private IEnumerable<Descriptor> ReferrersOf(Digest entry, PackedArtifact index) => index.Referrers
        .Where(referrer => referrer.Subject == entry)
        .OrderBy(referrer => referrer.IsForeign)
        .Select(referrer => referrer.Content)
        .Concat(context.ReferrersOfEntries.GetValueOrDefault(entry, []))
        .DistinctBy(content => content.Digest);
}
