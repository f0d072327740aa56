using System.Runtime.CompilerServices;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// An image layout in a folder (image-spec 1.1, image-layout.md). Blobs and the index appear whole or not at all; several processes may
/// write to one folder, and none of their tags is lost.
/// </summary>
/// <param name="folder">The folder, an absolute path. It is made by the first write.</param>
public sealed class LayoutDirectory(string folder) : IContentStore, ITagResolver, IReferrerSource
{
    private volatile bool _isChecked;

    /// <summary>The folder, an absolute path.</summary>
    public string Folder { get; } = folder;

    /// <summary>What is known of the blobs, so that those that have not changed are not read. The default is nothing: then each one that is there is read.</summary>
    internal IFileMemory? Memory { get; init; }

    /// <summary>Whether the folder says of itself that it is a layout.</summary>
    public bool IsMarked => File.Exists(MarkerPath);

    private string MarkerPath => Path.Combine(Folder, LayoutFiles.Marker);

    private string IndexPath => Path.Combine(Folder, LayoutFiles.Index);

    /// <inheritdoc/>
    /// <remarks>
    /// A folder is no registry: any program can change it. So what a manifest names is looked for too, and a blob that is damaged is not there.
    /// </remarks>
    public async Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
    {
        if (!await HasBlobAsync(content, cancellation).ConfigureAwait(false)) return false;
        try
        {
            foreach (var child in await this.ReadChildrenAsync(content, cancellation).ConfigureAwait(false))
            {
                if (!await ExistsAsync(child, cancellation).ConfigureAwait(false)) return false;
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
    /// <remarks>What is attached to other content is listed in the index, without a tag.</remarks>
    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        Check();

        // A manifest is small, and written anew.
        if (!MediaType.IsManifest(content.MediaType) && await HasBlobAsync(content, cancellation).ConfigureAwait(false)) return CopyOutcome.Present;
        var stream = await from.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        await AtomicFile.WriteAsync(BlobPath(content), async file =>
        {
            await stream.CopyToAsync(file, ContentHasher.BufferSize, cancellation).ConfigureAwait(false);

            // Before the first blob is there: a folder with blobs and without a marker is no layout.
            LayoutMarker.Create(Folder);
            return true;
        }).ConfigureAwait(false);
        if (IsRemembered(content)) Memory?.TrackOutput(BlobPath(content), content.Digest);
        if (await LayoutReferrers.OfAsync(content, this, cancellation).ConfigureAwait(false) is { } referrer)
        {
            await ChangeIndexAsync(index => index.AddReferrer(referrer.Content), cancellation).ConfigureAwait(false);
        }

        return CopyOutcome.Copied;
    }

    /// <inheritdoc/>
    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await PutAsync(root, from, cancellation).ConfigureAwait(false);
        await ChangeIndexAsync(index => index.Tag(root, tag), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>A tag whose content is not all there names nothing.</remarks>
    public async Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        var index = ParseIndex(await ReadIndexAsync(cancellation).ConfigureAwait(false), static bytes => ImageIndex.Parse(bytes));
        return LayoutIndex.Resolve(index, tag) is { } root && await ExistsAsync(root, cancellation).ConfigureAwait(false) ? root : null;
    }

    /// <inheritdoc/>
    /// <remarks>The index of a layout lists referrers among its entries (image-spec 1.1, image-layout.md); each one is opened to read its subject.</remarks>
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

    /// <summary>Reads the files that say what is in the layout: the mark, and the index with its tags. Nobody changes them meanwhile.</summary>
    /// <returns>Their absolute paths, and the sha256 digests of what they contain.</returns>
    /// <exception cref="OciException">They cannot be read (<see cref="OciErrorCode.FileAccess"/>).</exception>
    public async Task<IReadOnlyDictionary<string, Digest>> ReadHeadAsync(CancellationToken cancellation)
    {
        // A process that changes the index holds the mark: while that is held, no other process can read it.
        var held = await LayoutLock.AcquireAsync(MarkerPath, cancellation).ConfigureAwait(false);
        await using var disposal = held.ConfigureAwait(false);
        var mark = new byte[held.Length];
        held.Position = 0;
        await held.ReadExactlyAsync(mark, cancellation).ConfigureAwait(false);
        var index = await ReadIndexAsync(cancellation).ConfigureAwait(false);
        return new Dictionary<string, Digest>(StringComparer.Ordinal) { [MarkerPath] = Digest.Sha256(mark), [IndexPath] = Digest.Sha256(index) };
    }

    /// <summary>Checks that the folder is a layout, or that one can be made there. Writing checks it too.</summary>
    /// <exception cref="OciException">
    /// It is a layout of another version, a folder that is no layout and not empty, or a file (<see cref="OciErrorCode.ForeignLayout"/>); or it cannot be read.
    /// </exception>
    public void Check()
    {
        if (_isChecked) return;
        LayoutMarker.Check(Folder);
        _isChecked = true;
    }

    // By the digest: a file that is damaged has its size most often.
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
            // What cannot be read can be replaced; where it cannot, writing says so.
            return false;
        }
    }

    private static bool IsRemembered(Descriptor content) => content.Digest.Algorithm == Digest.Sha256Name;

    /// <summary>The file that the content has, or would have, an absolute path.</summary>
    public string BlobPath(Descriptor content) => Path.Combine(Folder, LayoutFiles.BlobPath(content.Digest));

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

            // Shared with whoever replaces it meanwhile: what was opened stays whole.
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
                OciErrorCode.MalformedContent, $"'{IndexPath}' cannot be understood. Delete the folder, or name another one. {problem.Message}", problem);
        }
    }
}
