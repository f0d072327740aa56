using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Build.Incremental;

/// <summary>The last push that succeeded.</summary>
/// <param name="Wanted">The destination, with the tags that the project set.</param>
/// <param name="Tags">
/// The tags that the push set, or that named the root already. The tag policy may have left other tags unchanged.
/// </param>
/// <param name="Root">The digest of the root.</param>
/// <param name="Referrers">The digests of the referrers that were pushed with it.</param>
internal sealed record PushReceipt(Destination Wanted, IReadOnlyList<string> Tags, Digest Root, IReadOnlyList<Digest> Referrers)
{
    /// <summary>The tags of the entries of an index.</summary>
    internal IReadOnlyList<string> EntryTags { get; init; } = [];

    internal static PushReceipt Of(PackRecord record, IReadOnlyList<string> tags) =>
        new(record.Destination, tags, record.Root.Digest, [.. record.Referrers.Select(referrer => referrer.Content.Digest)])
        {
            EntryTags = record.EntryTags,
        };

    /// <summary>Whether a push of the record would have the same result.</summary>
    internal bool IsOf(PackRecord record) => Root == record.Root.Digest
        && Wanted.Registry == record.Destination.Registry
        && Wanted.Repository == record.Destination.Repository
        && Wanted.Tags.SequenceEqual(record.Destination.Tags, StringComparer.Ordinal)
        && Tags.SequenceEqual(record.Destination.Tags, StringComparer.Ordinal)
        && EntryTags.SequenceEqual(record.EntryTags, StringComparer.Ordinal)
        && Referrers.SequenceEqual(record.Referrers.Select(referrer => referrer.Content.Digest));

    /// <summary>Reads or writes the fields of a receipt.</summary>
    internal static PushReceipt Exchange(FieldStream fields, PushReceipt? receipt) => new(
        new Destination(
            fields.Optional(receipt?.Wanted.Registry), fields.Text(receipt?.Wanted.Repository), fields.Texts(receipt?.Wanted.Tags)),
        fields.Texts(receipt?.Tags),
        fields.Digest(receipt?.Root),
        fields.Digests(receipt?.Referrers))
    {
        EntryTags = fields.Texts(receipt?.EntryTags),
    };
}
