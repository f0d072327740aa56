using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// An artifact that exists: a root descriptor, its referrers, and a source of all its content. It was packed here, or
/// published before. A <see cref="ContentCopy"/> copies it to any store.
/// </summary>
public sealed class PackedArtifact : IForwardingSource
{
    private readonly IReadOnlyList<IContentSource> _sources;
    private readonly CompositeSource _content;

    /// <param name="root">The manifest or the index.</param>
    /// <param name="sources">The sources of its content. A source that is an artifact is replaced by the sources of that artifact.</param>
    internal PackedArtifact(Descriptor root, IEnumerable<IContentSource> sources)
    {
        Root = root;

        // The list is flat and has each source once. In nested sources, each outer source would ask the same inner source again.
        _sources =
        [
            .. sources.SelectMany(source => source is PackedArtifact artifact ? artifact._sources : [source])
                .DistinctBy(source => source is IPlacedSource placed ? placed.Place : (object)source)
                .OrderBy(source => source is not PackedStore),
        ];
        _content = new CompositeSource(_sources);
    }

    /// <summary>The descriptor of the root: the manifest or the index that the tags name.</summary>
    public Descriptor Root { get; }

    /// <summary>The index that was packed here, or <see langword="null"/>.</summary>
    public ImageIndex? Index { get; internal init; }

    /// <summary>The entries of the index that was packed here, in its order.</summary>
    public IReadOnlyList<IndexEntry> Entries { get; internal init; } = [];

    /// <summary>The manifests that were packed here, without published entries: the root, or entries of the index in its order.</summary>
    public IReadOnlyList<PackedManifest> Manifests { get; internal init; } = [];

    /// <summary>The referrers of the root, of its entries, and of referrers before them in the list.</summary>
    public IReadOnlyList<PackedReferrer> Referrers { get; internal init; } = [];

    /// <summary>
    /// The artifact type (image-spec 1.1, manifest.md and image-index.md, "artifactType"). An index without one has the type of
    /// its first manifest.
    /// </summary>
    public string ArtifactType => Root.ArtifactType
        ?? (Manifests.Count > 0 ? Manifests[0].Manifest.EffectiveArtifactType : null)
        ?? (Entries.Count > 0 ? Entries[0].Content.ArtifactType : null)
        ?? "";

    /// <summary>The manifests that were packed here: those of the artifact and those of its referrers.</summary>
    public IEnumerable<PackedManifest> AllManifests =>
        Manifests.Concat(Referrers.Select(referrer => referrer.Manifest).OfType<PackedManifest>());

    /// <summary><see cref="Referrers"/> for a <see cref="ContentCopy"/>, in the order in which it must send them.</summary>
    public IReadOnlyList<CopiedReferrer> CopiedReferrers => [.. Referrers.Select(referrer => referrer.Copied)];

    /// <summary>All content that was packed here, each once: layers, configs, manifests and the root.</summary>
    internal IEnumerable<Descriptor> Contents => AllManifests
        .SelectMany(one => one.Manifest.Layers.Append(one.Manifest.Config).Append(one.Content))
        .Append(Root)
        .DistinctBy(content => content.Digest);

    /// <summary>An artifact that a build on any machine has published. Nothing is read until its content is needed.</summary>
    /// <param name="root">The descriptor of its manifest or index, as a registry returns it for a tag or digest.</param>
    /// <param name="source">The registry repository, layout or other source that has the artifact.</param>
    /// <param name="referrers">
    /// The referrers that a copy to another repository includes. The default is none: in the same repository they exist already.
    /// </param>
    public static PackedArtifact Published(Descriptor root, IContentSource source, IReadOnlyList<PackedReferrer>? referrers = null) =>
        new(root, [source]) { Referrers = referrers ?? [], IsPublished = true };

    /// <summary>The bytes of all indexes that were made here: each before the index that names it, and the root last.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Indexes { get; init; } = [];

    /// <summary>The places of content that was published before, each as <c>registry/repository</c>.</summary>
    internal IEnumerable<string> Places => _sources.OfType<IPlacedSource>().Select(source => source.Place);

    /// <summary>The stores of content that was published before, as far as they list referrers.</summary>
    internal IEnumerable<IReferrerSource> ReferrerSources => _sources.OfType<IReferrerSource>();

    /// <summary>Whether the artifact was published before. Its content is then only in its source.</summary>
    internal bool IsPublished { get; init; }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => _content.ExistsAsync(content, cancellation);

    /// <inheritdoc/>
    public async Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) =>
        _sources[^1] is not PackedStore || await _content.ExistsAsync(content, cancellation).ConfigureAwait(false)
            ? await _content.OpenAsync(content, cancellation).ConfigureAwait(false)
            : throw new OciException(
                OciErrorCode.ContentNotFound, $"{content.Digest} is not in the packed artifact {Root.Digest}. Pack it again.");

    ValueTask<IContentSource> IForwardingSource.NextAsync(Descriptor content, CancellationToken cancellation) =>
        ValueTask.FromResult<IContentSource>(_content);

    /// <summary>Reads a manifest or a config of at most <see cref="ContentReading.LargestManifest"/> bytes.</summary>
    /// <exception cref="OciException">The content is missing, wrong or larger.</exception>
    internal Task<byte[]> ReadManifestAsync(Descriptor content, CancellationToken cancellation) =>
        this.ReadAllAsync(content, ContentReading.LargestManifest, cancellation);

    /// <summary>
    /// Checks that the files of all layers have not changed since they were packed. A push calls it before it sends anything.
    /// </summary>
    /// <exception cref="OciException">
    /// A file has changed (<see cref="OciErrorCode.ContentMismatch"/>), is missing, or cannot be read.
    /// </exception>
    internal void CheckFiles()
    {
        foreach (var layer in AllManifests.SelectMany(one => one.Layers).DistinctBy(layer => layer.Content.Digest)) layer.Check();
    }
}
