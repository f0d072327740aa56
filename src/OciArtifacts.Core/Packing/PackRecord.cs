using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// The result of packing: the root, its destination, the manifests with their layers, and the referrers. The packing task
/// passes only this record to other tasks and processes; the files of layers stay where they are. Reports, receipts and output
/// items are made from it.
/// </summary>
/// <param name="Destination">The destination of the artifact.</param>
/// <param name="Root">The descriptor of the root: the manifest or the index that the tags name.</param>
/// <param name="ArtifactType">The artifact type.</param>
internal sealed record PackRecord(Destination Destination, Descriptor Root, string ArtifactType) : IReferrerMemory
{
    /// <summary>
    /// The bytes of all indexes: each before the index that names it, and the root last. Empty if the root is a manifest.
    /// </summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Indexes { get; init; } = [];

    /// <summary>The places of content that was published before, each as <c>registry/repository</c>.</summary>
    internal IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>The entries of the index, in its order.</summary>
    internal IReadOnlyList<IndexEntry> Entries { get; init; } = [];

    /// <summary>The tag of each entry, in the order of <see cref="Entries"/>. Empty if the entries get none.</summary>
    internal IReadOnlyList<string> EntryTags { get; init; } = [];

    /// <summary>The packed manifests: the root, or entries of the index.</summary>
    internal IReadOnlyList<RecordedManifest> Manifests { get; init; } = [];

    /// <summary>The referrers, in the order in which they are sent.</summary>
    internal IReadOnlyList<RecordedReferrer> Referrers { get; init; } = [];

    /// <summary>The platform of the artifact; <see langword="null"/> for all platforms, and for an index.</summary>
    internal Platform? Platform { get; init; }

    /// <summary>The .NET runtime identifier that the artifact was published for, or empty.</summary>
    internal string RuntimeIdentifier { get; init; } = "";

    /// <summary>The target framework that the artifact was published for, or empty.</summary>
    internal string TargetFramework { get; init; } = "";

    /// <summary>The image layout that the run wrote, an absolute path, or empty.</summary>
    internal string LayoutDirectory { get; init; } = "";

    /// <summary>The archive that the run wrote, an absolute path, or empty.</summary>
    internal string ArchivePath { get; init; } = "";

    /// <summary>Whether the run found everything unchanged.</summary>
    internal bool IsUnchanged { get; init; }

    /// <summary>The number of bytes that the run read from files and hashed.</summary>
    internal long BytesHashed { get; init; }

    /// <summary>Whether the root is an index.</summary>
    internal bool IsIndex => Indexes.Count > 0;

    /// <summary>The record of an artifact.</summary>
    internal static PackRecord Of(PackedArtifact artifact, Destination destination) =>
        new(destination, artifact.Root, artifact.ArtifactType)
        {
            Indexes = artifact.Indexes,
            Places = [.. artifact.Places],
            Entries = artifact.Entries,
            Manifests = [.. artifact.Manifests.Select(RecordedManifest.Of)],
            Referrers = [.. artifact.Referrers.Select(RecordedReferrer.Of)],
            BytesHashed = artifact.AllManifests.SelectMany(one => one.Layers).Sum(layer => layer.BytesRead),
        };

    /// <summary>The record of a later run that finds everything unchanged.</summary>
    internal PackRecord Unchanged(long bytesHashed) => this with
    {
        IsUnchanged = true,
        BytesHashed = bytesHashed,
        Manifests = IsUnchanged ? Manifests : [.. Manifests.Select(manifest => manifest.Unchanged())],
    };

    /// <summary>The artifact that the record describes.</summary>
    /// <param name="openPlace">Opens a repository that has published content, given as <c>registry/repository</c>.</param>
    internal PackedArtifact Open(Func<string, IContentSource> openPlace)
    {
        var manifests = Manifests.Select(manifest => manifest.Open()).ToList();
        var referrers = Referrers.Select(referrer => referrer.Open()).ToList();
        if (IsIndex) return PackedJoin.Of(Indexes, Entries.Select(entry => entry.Source), manifests, referrers, Places.Select(openPlace));
        return referrers.Aggregate(PackedJoin.Of(manifests[0]), PackedJoin.With);
    }

    /// <inheritdoc/>
    public PackedManifest? Find(Digest subject, string artifactType, string producerKey) => Referrers
        .Where(referrer => (referrer.Subject, referrer.ProducerKey) == (subject, producerKey))
        .Where(referrer => artifactType.Length == 0 || referrer.Content.ArtifactType == artifactType)
        .FirstOrDefault(referrer => referrer.Manifest?.HasFiles() == true)?
        .Manifest!.Open();

    /// <summary>Reads or writes the fields of a record.</summary>
    internal static PackRecord Exchange(FieldStream fields, PackRecord? record) => new(
        new Destination(
            fields.Optional(record?.Destination.Registry),
            fields.Text(record?.Destination.Repository),
            fields.Texts(record?.Destination.Tags)),
        fields.Descriptor(record?.Root),
        fields.Text(record?.ArtifactType))
    {
        Indexes = fields.List<ReadOnlyMemory<byte>>(record?.Indexes, static (fields, bytes) => fields.Bytes(bytes)),
        Places = fields.Texts(record?.Places),
        Entries = fields.List(record?.Entries, ExchangeEntry),
        EntryTags = fields.Texts(record?.EntryTags),
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
        fields.Descriptor(entry?.Content), (EntrySource)fields.Number((long)(entry?.Source ?? EntrySource.Built)));
}
