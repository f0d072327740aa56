using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// An image layout as a new tar file (image-spec 1.1, image-layout.md). <see cref="CompleteAsync"/> puts the file in
/// its place and replaces an existing file; without that call no file is left. The same content in the same order gives
/// the same bytes.
/// </summary>
public sealed class LayoutArchive : IContentStore, ITagResolver, IAsyncDisposable
{
    private readonly string _path;
    private readonly PendingFile _pending;
    private readonly FileStream _file;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentDictionary<Digest, (long Offset, long Size)> _blobs = new();
    private readonly LayoutIndex _index = LayoutIndex.Parse(LayoutIndex.Empty);
    private readonly Dictionary<string, Descriptor> _tags = new(StringComparer.Ordinal);

    private LayoutArchive(string path, PendingFile pending)
    {
        _path = path;
        _pending = pending;
        _file = pending.Stream;
    }

    // The offset of "ustar" in the header of an entry (POSIX.1-1988). This library and other programs write it.
    private const int MagicOffset = 257;

    /// <summary>
    /// Checks that the archive replaces nothing else: the path is free, an empty file or a tar archive.
    /// </summary>
    /// <param name="path">The path of the archive, absolute.</param>
    /// <exception cref="OciException">
    /// The path is a file of another kind (<see cref="OciErrorCode.ForeignLayout"/>), or cannot be read.
    /// </exception>
    internal static void Check(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } place) return;

        // A damaged archive may be replaced. It still consists of whole blocks, which is rare for other files.
        if (place.Length % Tar.TarHeader.BlockSize == 0) return;
        Span<byte> head = stackalloc byte[MagicOffset + 5];
        using var file = RegularFile.OpenStream(path);
        var hasHead = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length;
        if (hasHead && head[MagicOffset..].SequenceEqual("ustar"u8)) return;
        throw new OciException(
            OciErrorCode.ForeignLayout,
            $"'{path}' should become an image layout as a tar archive, but is a file of another kind, which would be lost. "
            + "Nothing was written. Name another file, or delete this one.")
        {
            Remedy = Remedy.ArchivePath,
        };
    }

    /// <summary>Starts an archive.</summary>
    /// <param name="path">The path of the archive, absolute. Missing folders are created.</param>
    /// <exception cref="OciException">The file cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    public static LayoutArchive Create(string path) => Create(path, open: null);

    internal static LayoutArchive Create(string path, Func<string, FileStream>? open)
    {
        // Without a buffer, a write fails at once, so that a partial entry can be removed.
        var pending = PendingFile.Create(path, bufferSize: 0, open);
        try
        {
            var archive = new LayoutArchive(path, pending);
            archive.WriteEntry(LayoutFiles.Marker, LayoutFiles.MarkerBytes.Span);
            return archive;
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw pending.Abandon(problem);
        }
    }

    /// <inheritdoc/>
    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) =>
        Task.FromResult(_blobs.TryGetValue(content.Digest, out var place) && place.Size == content.Size);

    /// <inheritdoc/>
    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) =>
        _blobs.TryGetValue(content.Digest, out var place)
            ? Task.FromResult<Stream>(new VerifyingStream(
                new FileSection(_file.SafeFileHandle, place.Offset, place.Size),
                content,
                $"An entry of '{_path}'",
                OciErrorCode.FileAccess))
            : throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} is not in the archive '{_path}'.");

    /// <inheritdoc/>
    /// <remarks>A referrer is listed in the index too, without a tag.</remarks>
    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_blobs.ContainsKey(content.Digest)) return CopyOutcome.Present;
            await AppendAsync(content, from, cancellation).ConfigureAwait(false);
            var referrer = await LayoutReferrers.OfAsync(content, this, cancellation).ConfigureAwait(false);
            if (referrer is not null) Change(index => index.AddWithoutTag(referrer.Content));
            return CopyOutcome.Copied;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc/>
    public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
    {
        await PutAsync(root, from, cancellation).ConfigureAwait(false);
        Change(index =>
        {
            index.Tag(root, tag);
            _tags[tag] = root;
        });
    }

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation)
    {
        lock (_tags)
        {
            return Task.FromResult(_tags.GetValueOrDefault(tag));
        }
    }

    /// <summary>Lists a root that has no tag, so that readers of the layout find it.</summary>
    internal void List(Descriptor root) => Change(index => index.AddWithoutTag(root));

    /// <summary>Writes the index and moves the archive to its path. Nothing can be added afterwards.</summary>
    /// <exception cref="OciException">The file cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    public Task CompleteAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_pending.Failure is { } earlier) throw earlier;
        try
        {
            WriteEntry(LayoutFiles.Index, _index.ToBytes());
            _file.Write(Tar.TarHeader.End);
            _pending.Commit();
            return Task.CompletedTask;
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw _pending.Abandon(problem);
        }
    }

    /// <summary>Closes the archive, and deletes it unless it was completed.</summary>
    public ValueTask DisposeAsync()
    {
        _pending.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Change(Action<LayoutIndex> change)
    {
        lock (_tags)
        {
            change(_index);
        }
    }

    private async Task AppendAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        if (_pending.Failure is { } earlier) throw earlier;
        var start = _file.Position;
        try
        {
            var stream = await from.OpenVerifiedAsync(content, cancellation).ConfigureAwait(false);
            await using var disposal = stream.ConfigureAwait(false);
            WriteHeader(LayoutFiles.BlobPath(content.Digest), content.Size);
            var offset = _file.Position;
            await stream.CopyToAsync(_file, ContentHasher.BufferSize, cancellation).ConfigureAwait(false);
            WritePadding(content.Size);
            _blobs[content.Digest] = (offset, content.Size);
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw _pending.Abandon(problem);
        }
        catch
        {
            RemovePartialEntry(start);
            throw;
        }
    }

    // The next entry starts where the partial one did.
    private void RemovePartialEntry(long start)
    {
        try
        {
            _file.SetLength(start);
            _file.Position = start;
        }
        catch (Exception problem) when (DiskProblem.Is(problem))
        {
            throw _pending.Abandon(problem);
        }
    }

    private void WriteEntry(string name, ReadOnlySpan<byte> bytes)
    {
        WriteHeader(name, bytes.Length);
        _file.Write(bytes);
        WritePadding(bytes.Length);
    }

    private void WriteHeader(string name, long size) => _file.Write(Tar.TarHeader.ForFile(name, size, Tar.TarMode.Plain, time: 0));

    private void WritePadding(long size) => _file.Write(new byte[Tar.TarHeader.PaddingAfter(size)]);
}
