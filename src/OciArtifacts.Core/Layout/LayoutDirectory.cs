using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// An image layout in a folder (image-spec 1.1, image-layout.md). Blobs and the index appear whole or not at all; several processes may
/// write to one folder, and none of their tags is lost.
/// </summary>
/// <param name="folder">The folder, an absolute path. It is made by the first write.</param>
public sealed class LayoutDirectory(string folder) : IContentStore, ITagResolver
{
    /// <summary>The folder, an absolute path.</summary>
    public string Folder { get; } = folder;

    private string IndexPath => Path.Combine(Folder, LayoutFiles.Index);

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        Task.FromResult(new FileInfo(BlobPath(content)) is { Exists: true } file && file.Length == content.Size);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
    {
        try
        {
            var file = new FileStream(BlobPath(content), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return Task.FromResult<Stream>(new VerifyingStream(file, content, $"'{file.Name}'"));
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
    public async Task PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        await EnsureMarkerAsync(cancellation).ConfigureAwait(false);
        if (await ExistsAsync(content, cancellation).ConfigureAwait(false)) return;
        var stream = await from.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
        await using var disposal = stream.ConfigureAwait(false);
        await AtomicFile.WriteAsync(BlobPath(content), async file =>
        {
            await stream.CopyToAsync(file, ContentHasher.BufferSize, cancellation).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await PutAsync(root, from, cancellation).ConfigureAwait(false);
        await ChangeIndexAsync(index => LayoutFiles.WithTag(index, root, tag), cancellation).ConfigureAwait(false);
    }

    /// <summary>Lists the root in the index without a tag, so that readers find it; success means that it is listed.</summary>
    /// <exception cref="OciException">The index cannot be written.</exception>
    public Task ListAsync(Descriptor root, CancellationToken cancellation) =>
        ChangeIndexAsync(index => LayoutFiles.WithRoot(index, root), cancellation);

    /// <inheritdoc/>
    public async Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation) =>
        LayoutFiles.Resolve(await ReadIndexAsync(cancellation).ConfigureAwait(false), tag);

    private string BlobPath(Descriptor content) => Path.Combine(Folder, LayoutFiles.BlobPath(content.Digest));

    private async Task ChangeIndexAsync(Func<ImageIndex, ImageIndex> change, CancellationToken cancellation)
    {
        await EnsureMarkerAsync(cancellation).ConfigureAwait(false);
        var held = await LayoutLock.AcquireAsync(Path.Combine(Folder, LayoutFiles.Marker), cancellation).ConfigureAwait(false);
        await using var disposal = held.ConfigureAwait(false);
        var changed = change(await ReadIndexAsync(cancellation).ConfigureAwait(false));
        await AtomicFile.WriteAllBytesAsync(IndexPath, changed.ToBytes(), cancellation).ConfigureAwait(false);
    }

    private async Task<ImageIndex> ReadIndexAsync(CancellationToken cancellation)
    {
        if (!File.Exists(IndexPath)) return new ImageIndex([]);
        try
        {
            return ImageIndex.Parse(await File.ReadAllBytesAsync(IndexPath, cancellation).ConfigureAwait(false));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciErrorCode.FileAccess, $"'{IndexPath}' cannot be read: {problem.Message}", problem);
        }
        catch (OciException problem)
        {
            throw new OciException(
                OciErrorCode.MalformedContent, $"'{IndexPath}' cannot be understood. Delete the folder, or name another one. {problem.Message}", problem);
        }
    }

    private async Task EnsureMarkerAsync(CancellationToken cancellation)
    {
        var marker = Path.Combine(Folder, LayoutFiles.Marker);
        // Never replaced: it carries the lock, and a lock on a file that is gone keeps nobody out.
        await AtomicFile.CreateAsync(marker, LayoutFiles.MarkerBytes, cancellation).ConfigureAwait(false);
    }
}
