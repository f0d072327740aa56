using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// What was packed: the root, its destination, the manifests with their layers, and the referrers. It is the only thing that crosses from one
/// task or process to another; the layers' files stay where they are. Reports, receipts and output items are views of it.
/// </summary>
/// <param name="Destination">Where it goes.</param>
/// <param name="Root">What the tags name.</param>
/// <param name="ArtifactType">The artifact type.</param>
internal sealed record PackRecord(Destination Destination, Descriptor Root, string ArtifactType) : IReferrerMemory
{
    /// <summary>The bytes of the index; empty where the root is a manifest.</summary>
    internal ReadOnlyMemory<byte> IndexBytes { get; init; }

    /// <summary>The entries of the index, in its order.</summary>
    internal IReadOnlyList<IndexEntry> Entries { get; init; } = [];

    /// <summary>The manifests that were packed: the root, or entries of the index.</summary>
    internal IReadOnlyList<RecordedManifest> Manifests { get; init; } = [];

    /// <summary>The referrers, in the order in which they are sent.</summary>
    internal IReadOnlyList<RecordedReferrer> Referrers { get; init; } = [];

    /// <summary>The platform that the artifact is for; <see langword="null"/> for all, and for an index.</summary>
    internal Platform? Platform { get; init; }

    /// <summary>The .NET runtime identifier that the artifact was published for, or empty.</summary>
    internal string RuntimeIdentifier { get; init; } = "";

    /// <summary>The target framework that the artifact was published for, or empty.</summary>
    internal string TargetFramework { get; init; } = "";

    /// <summary>The image layout that was written, an absolute path, or empty.</summary>
    internal string LayoutDirectory { get; init; } = "";

    /// <summary>The archive that was written, an absolute path, or empty.</summary>
    internal string ArchivePath { get; init; } = "";

    /// <summary>Whether the run that wrote the record found everything unchanged.</summary>
    internal bool IsUnchanged { get; init; }

    /// <summary>How many bytes of files that run read and hashed.</summary>
    internal long BytesHashed { get; init; }

    /// <summary>Whether the root is an index.</summary>
    internal bool IsIndex => !IndexBytes.IsEmpty;

    /// <summary>The record of an artifact.</summary>
    internal static PackRecord Of(PackedArtifact artifact, Destination destination) => new(destination, artifact.Root, artifact.ArtifactType)
    {
        IndexBytes = artifact.IndexBytes,
        Entries = artifact.Entries,
        Manifests = [.. artifact.Manifests.Select(RecordedManifest.Of)],
        Referrers = [.. artifact.Referrers.Select(RecordedReferrer.Of)],
        BytesHashed = artifact.AllManifests.SelectMany(one => one.Layers).Sum(layer => layer.BytesRead),
    };

    /// <summary>The record of a run that finds all of this unchanged.</summary>
    internal PackRecord Unchanged(long bytesHashed) => this with
    {
        IsUnchanged = true,
        BytesHashed = bytesHashed,
        Manifests = IsUnchanged ? Manifests : [.. Manifests.Select(manifest => manifest.Unchanged())],
    };

    /// <summary>The artifact that the record describes.</summary>
    /// <param name="openPlace">Opens the repository of an entry that was published; <c>registry/repository</c>.</param>
    internal PackedArtifact Open(Func<string, IContentSource> openPlace)
    {
        var manifests = Manifests.Select(manifest => manifest.Open()).ToList();
        var referrers = Referrers.Select(referrer => referrer.Open()).ToList();
        var places = Entries.Select(entry => entry.Place).OfType<string>().Distinct(StringComparer.Ordinal).Select(openPlace);
        if (IsIndex) return PackedJoin.Of(IndexBytes, Entries, manifests, referrers, places);
        return referrers.Aggregate(PackedJoin.Of(manifests[0]), PackedJoin.With);
    }

    /// <inheritdoc/>
    public PackedManifest? Find(Digest subject, string producerKey) => Referrers
        .FirstOrDefault(referrer => referrer.Subject == subject && referrer.ProducerKey == producerKey && referrer.Manifest?.HasFiles() == true)?
        .Manifest!.Open();

    /// <summary>Reads or writes the fields of a record.</summary>
    internal static PackRecord Exchange(FieldStream fields, PackRecord? record) => new(
        new Destination(
            fields.Optional(record?.Destination.Registry), fields.Text(record?.Destination.Repository), fields.Texts(record?.Destination.Tags)),
        fields.Descriptor(record?.Root),
        fields.Text(record?.ArtifactType))
    {
        IndexBytes = fields.Bytes(record?.IndexBytes ?? default),
        Entries = fields.List(record?.Entries, ExchangeEntry),
        Manifests = fields.List(record?.Manifests, RecordedManifest.Exchange),
        Referrers = fields.List(record?.Referrers, RecordedReferrer.Exchange),
        Platform = fields.Platform(record?.Platform),
        RuntimeIdentifier = fields.Text(record?.RuntimeIdentifier),
        TargetFramework = fields.Text(record?.TargetFramework),
        LayoutDirectory = fields.Text(record?.LayoutDirectory),
        ArchivePath = fields.Text(record?.ArchivePath),
        IsUnchanged = fields.Flag(record?.IsUnchanged ?? false),
        BytesHashed = fields.Number(record?.BytesHashed ?? 0),
    };

    private static IndexEntry ExchangeEntry(FieldStream fields, IndexEntry? entry) => new(
        fields.Descriptor(entry?.Content), (EntrySource)fields.Number((long)(entry?.Source ?? EntrySource.Built)))
    {
        Place = fields.Optional(entry?.Place),
    };
}
