using System.Runtime.CompilerServices;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// An image layout in a folder (image-spec 1.1, image-layout.md). Blobs and the index appear whole or not at all.
/// Several processes can write to one folder without losing a tag.
/// </summary>
/// <param name="folder">The folder, an absolute path. The first write creates it.</param>
public sealed class LayoutDirectory(string folder) : IArtifactStore, IReferrerStore
{
    private volatile bool _isChecked;

    /// <summary>The folder, an absolute path.</summary>
    public string Folder { get; } = folder;

    /// <summary>
    /// Remembers verified files, so that unchanged blobs are not read again. The default is <see langword="null"/>:
    /// each blob is read to verify it.
    /// </summary>
    internal IFileMemory? Memory { get; init; }

    /// <summary>Whether the folder has the file <c>oci-layout</c>.</summary>
    internal bool IsMarked => File.Exists(MarkerPath);

    private string MarkerPath => Path.Combine(Folder, LayoutFiles.Marker);

    private string IndexPath => Path.Combine(Folder, LayoutFiles.Index);

    /// <inheritdoc/>
    /// <remarks>
    /// Any program can change a folder. So the content that a manifest names is checked too, and a damaged blob counts
    /// as missing.
    /// </remarks>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        ExistsAsync(content, [], depth: 0, cancellation);

    // Content that is named many times in the same way is checked once.
    private async Task<bool> ExistsAsync(
        Descriptor content, HashSet<(Digest Digest, long Size, string MediaType)> known, int depth, CancellationToken cancellation)
    {
        if (!known.Add((content.Digest, content.Size, content.MediaType))) return true;
        if (depth > ContentCopy.DeepestIndex || !await HasBlobAsync(content, cancellation).ConfigureAwait(false)) return false;
        try
        {
            foreach (var child in await this.ReadChildrenAsync(content, cancellation).ConfigureAwait(false))
            {
                if (!await ExistsAsync(child, known, depth + 1, cancellation).ConfigureAwait(false)) return false;
            }

            return true;
        }
        catch (OciException damage) when (
            damage.Code is OciErrorCode.ContentMismatch or OciErrorCode.MalformedContent or OciErrorCode.ContentNotFound)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        try
        {
            var file = new FileStream(BlobPath(content), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return Task.FromResult<Stream>(new VerifyingStream(file, content, $"'{file.Name}'", OciErrorCode.FileAccess));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} is not in the layout '{Folder}'.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"The layout '{Folder}' cannot be read: {problem.Message}", problem);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A referrer is listed in the index too, without a tag.</remarks>
    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        Check();

        // A manifest is small. It is always written again.
        var isManifest = MediaType.IsManifest(content.MediaType);
        if (!isManifest && await HasBlobAsync(content, cancellation).ConfigureAwait(false)) return CopyOutcome.Present;
        await WriteBlobAsync(content, from, cancellation).ConfigureAwait(false);
        if (await LayoutReferrers.OfAsync(content, this, cancellation).ConfigureAwait(false) is { } referrer)
        {
            await ChangeIndexAsync(index => index.AddWithoutTag(referrer.Content), cancellation).ConfigureAwait(false);
        }

        return CopyOutcome.Copied;
    }

    private async Task WriteBlobAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        var stream = await from.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        await AtomicFile.WriteAsync(BlobPath(content), async file =>
        {
            await stream.CopyToAsync(file, ContentHasher.BufferSize, cancellation).ConfigureAwait(false);

            // The marker comes before the first blob, because a folder with blobs and without a marker is not a layout.
            LayoutMarker.Create(Folder);
            return true;
        }).ConfigureAwait(false);
        if (IsRemembered(content)) Memory?.TrackOutput(BlobPath(content), content.Digest);
    }

    /// <inheritdoc/>
    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await PutAsync(root, from, cancellation).ConfigureAwait(false);
        await ChangeIndexAsync(index => index.Tag(root, tag), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A tag counts as missing if a part of its content is missing. A digest names any manifest in the layout.</remarks>
    public async Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        var index = ParseIndex(await ReadIndexAsync(cancellation).ConfigureAwait(false), static bytes => ImageIndex.Parse(bytes));
        var root = Digest.TryParse(tag, out var digest)
            ? await LayoutSearch.FindAsync(index, digest, this, cancellation).ConfigureAwait(false)
            : LayoutIndex.Resolve(index, tag);
        return root is not null && await ExistsAsync(root, cancellation).ConfigureAwait(false) ? root : null;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The index of a layout lists referrers among its entries (image-spec 1.1, image-layout.md). Each entry is opened
    /// to read its subject.
    /// </remarks>
    public async IAsyncEnumerable<Descriptor> ListReferrersAsync(
        Digest subject, string? artifactType, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var index = ParseIndex(await ReadIndexAsync(cancellation).ConfigureAwait(false), static bytes => ImageIndex.Parse(bytes));
        foreach (var entry in index.Manifests.DistinctBy(entry => entry.Digest))
        {
            var referrer = await LayoutReferrers.TryReadAsync(entry, this, cancellation).ConfigureAwait(false);
            if (referrer?.Subject != subject || (artifactType is not null && referrer.Content.ArtifactType != artifactType)) continue;
            yield return referrer.Content;
        }
    }

    // The order of the index is that of the referrers.
    bool IReferrerStore.ListsInParallel => false;

    async Task<CopyOutcome> IReferrerStore.PutUnlistedAsync(Descriptor manifest, IContentSource from, CancellationToken cancellation)
    {
        Check();
        await WriteBlobAsync(manifest, from, cancellation).ConfigureAwait(false);
        return CopyOutcome.Copied;
    }

    async Task IReferrerStore.ListAsync(Digest subject, IReadOnlyList<Descriptor> referrers, CancellationToken cancellation)
    {
        IReadOnlyList<Descriptor> older = [];
        if (referrers.Any(Referrer.HasProducer))
        {
            var known = await ListReferrersAsync(subject, artifactType: null, cancellation).ToListAsync(cancellation).ConfigureAwait(false);
            older = Referrer.Predecessors(known, referrers);
        }

        await ChangeIndexAsync(
            index =>
            {
                index.RemoveWithoutTag([.. older.Select(one => one.Digest)]);
                foreach (var referrer in referrers) index.AddWithoutTag(referrer);
            },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Lists a root that has no tag, so that readers of the layout find it.</summary>
    /// <param name="root">The root.</param>
    /// <param name="replaced">The manifests that the root replaces. Entries of these without a tag are removed.</param>
    /// <param name="cancellation">Stops the change.</param>
    /// <exception cref="OciException">The index cannot be read or written.</exception>
    internal Task ListAsync(Descriptor root, IReadOnlyCollection<Digest> replaced, CancellationToken cancellation) =>
        ChangeIndexAsync(index => index.Replace(replaced, root), cancellation);

    /// <summary>Reads the marker and the index with its tags. No other process changes them in between.</summary>
    /// <returns>The absolute paths of the files, and the sha256 digests of their content.</returns>
    /// <exception cref="OciException">The files cannot be read (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal async Task<IReadOnlyDictionary<string, Digest>> ReadHeadAsync(CancellationToken cancellation)
    {
        // A process that changes the index holds the marker. Other processes cannot read the marker in that time.
        var held = await LayoutLock.AcquireAsync(MarkerPath, cancellation).ConfigureAwait(false);
        await using var disposal = held.ConfigureAwait(false);
        var mark = new byte[held.Length];
        held.Position = 0;
        await held.ReadExactlyAsync(mark, cancellation).ConfigureAwait(false);
        var index = await ReadIndexAsync(cancellation).ConfigureAwait(false);
        return new Dictionary<string, Digest>(StringComparer.Ordinal)
        {
            [MarkerPath] = Digest.Sha256(mark),
            [IndexPath] = Digest.Sha256(index),
        };
    }

    /// <summary>Checks that the folder is an image layout or can become one. Each write checks it too.</summary>
    /// <exception cref="OciException">
    /// The folder is a layout of another version, or not empty and not a layout, or a file
    /// (<see cref="OciErrorCode.ForeignLayout"/>); or it cannot be read.
    /// </exception>
    internal void Check()
    {
        if (_isChecked) return;
        LayoutMarker.Check(Folder);
        _isChecked = true;
    }

    // The digest is verified, because a damaged file usually still has the right size.
    private async Task<bool> HasBlobAsync(Descriptor content, CancellationToken cancellation)
    {
        if (new FileInfo(BlobPath(content)) is not { Exists: true } file || file.Length != content.Size) return false;
        if (Memory is not null && IsRemembered(content)) return Memory.Has(BlobPath(content), content.Digest, cancellation);
        try
        {
            var stream = await OpenAsync(content, cancellation).ConfigureAwait(false);
            await using var disposal = stream.ConfigureAwait(false);
            await stream.CopyToAsync(Stream.Null, ContentHasher.BufferSize, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (OciException)
        {
            // A file that cannot be read can often be replaced. If not, the write reports it.
            return false;
        }
    }

    private static bool IsRemembered(Descriptor content) => content.Digest.Algorithm == Digest.Sha256Name;

    /// <summary>The absolute path of the file for the content, whether the file exists or not.</summary>
    internal string BlobPath(Descriptor content) => Path.Combine(Folder, LayoutFiles.BlobPath(content.Digest));

    private async Task ChangeIndexAsync(Action<LayoutIndex> change, CancellationToken cancellation)
    {
        var held = await LayoutLock.AcquireAsync(MarkerPath, cancellation).ConfigureAwait(false);
        await using var disposal = held.ConfigureAwait(false);
        var index = ParseIndex(await ReadIndexAsync(cancellation).ConfigureAwait(false), static bytes => LayoutIndex.Parse(bytes));
        change(index);
        AtomicFile.WriteAllBytes(IndexPath, index.ToBytes());
    }

    private async Task<byte[]> ReadIndexAsync(CancellationToken cancellation)
    {
        try
        {
            RegularFile.CheckKind(IndexPath, "The index");

            // Another process may replace the index in the meantime. The open file stays complete.
            var file = new FileStream(IndexPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            await using var disposal = file.ConfigureAwait(false);
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            return bytes;
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return LayoutIndex.Empty;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"'{IndexPath}' cannot be read: {problem.Message}", problem);
        }
    }

    private T ParseIndex<T>(byte[] bytes, Func<byte[], T> parse)
    {
        try
        {
            return parse(bytes);
        }
        catch (OciException problem)
        {
            throw new OciException(
                OciErrorCode.MalformedContent,
                $"'{IndexPath}' cannot be understood. Delete the folder, or name another one. {problem.Message}",
                problem);
        }
    }
}
