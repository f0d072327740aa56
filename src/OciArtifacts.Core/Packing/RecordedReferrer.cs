using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>A referrer of a <see cref="PackRecord"/>.</summary>
/// <param name="Subject">The digest of its subject.</param>
/// <param name="Content">The descriptor of its manifest, with the artifact type.</param>
internal sealed record RecordedReferrer(Digest Subject, Descriptor Content)
{
    /// <summary>The key of the producer, for a referrer that is not reproducible.</summary>
    internal string? ProducerKey { get; init; }

    /// <summary>The tag that stands for the subject in the manifest, or <see langword="null"/>.</summary>
    internal string? Tag { get; init; }

    /// <summary>Whether only the list of a registry names it (<see cref="PackedReferrer.IsForeign"/>).</summary>
    internal bool IsForeign { get; init; }

    /// <summary>The referrer for a copy.</summary>
    internal CopiedReferrer Copied => new(Content) { Tag = Tag };

    /// <summary>The packed manifest; <see langword="null"/> for a published referrer.</summary>
    internal RecordedManifest? Manifest { get; init; }

    internal static RecordedReferrer Of(PackedReferrer referrer) => new(referrer.Subject, referrer.Content)
    {
        ProducerKey = referrer.ProducerKey,
        Tag = referrer.Tag,
        IsForeign = referrer.IsForeign,
        Manifest = referrer.Manifest is { } manifest ? RecordedManifest.Of(manifest) : null,
    };

    internal PackedReferrer Open() => new(Subject, Content)
    {
        ProducerKey = ProducerKey,
        Tag = Tag,
        IsForeign = IsForeign,
        Manifest = Manifest?.Open(),
    };

    internal static RecordedReferrer Exchange(FieldStream fields, RecordedReferrer? referrer) => new(
        fields.Digest(referrer?.Subject), fields.Descriptor(referrer?.Content))
    {
        ProducerKey = fields.Optional(referrer?.ProducerKey),
        Tag = fields.Optional(referrer?.Tag),
        IsForeign = fields.Flag(referrer?.IsForeign == true),
        Manifest = fields.Flag(referrer?.Manifest is not null) ? RecordedManifest.Exchange(fields, referrer?.Manifest) : null,
    };
}
