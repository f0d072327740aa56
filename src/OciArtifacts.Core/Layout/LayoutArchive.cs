using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>
/// An image layout as one tar file, written anew. The file appears when <see cref="CompleteAsync"/> is called, and then replaces what was
/// there; without that call nothing is left. Content that is put in the same order gives the same bytes.
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

    // Where the header of an entry says that it is one (POSIX.1-1988, "ustar"); what this library and others write has it.
    private const int MagicOffset = 257;

    /// <summary>Checks that an archive can take the place without a loss: nothing is there, an empty file, or a tar archive.</summary>
    /// <param name="path">Where an archive shall be, an absolute path.</param>
    /// <exception cref="OciException">A file of another kind is there (<see cref="OciErrorCode.ForeignLayout"/>), or cannot be read.</exception>
    public static void Check(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } place) return;

        // An archive that was damaged is written anew: it still consists of whole blocks, which files of other kinds hardly ever do.
        if (place.Length % Tar.TarHeader.BlockSize == 0) return;
        Span<byte> head = stackalloc byte[MagicOffset + 5];
        using var file = RegularFile.OpenStream(path);
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head[MagicOffset..].SequenceEqual("ustar"u8)) return;
        throw new OciException(
            OciErrorCode.ForeignLayout,
            $"'{path}' should become an image layout as a tar archive, but is a file of another kind, which would be lost. "
            + "Nothing was written. Name another file, or delete this one.")
        {
            Remedy = Remedy.ArchivePath,
        };
    }

    /// <summary>Begins an archive.</summary>
    /// <param name="path">Where it shall be, an absolute path. Folders above it are made.</param>
    /// <exception cref="OciException">It cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    public static LayoutArchive Create(string path) => Create(path, open: null);

    internal static LayoutArchive Create(string path, Func<string, FileStream>? open)
    {
        // Nothing is gathered: what cannot be written fails where it is written, and can be taken back.
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
            ? Task.FromResult<Stream>(new VerifyingStream(new FileSection(_file.SafeFileHandle, place.Offset, place.Size), content, $"An entry of '{_path}'", OciErrorCode.FileAccess))
            : throw new OciException(OciErrorCode.ContentNotFound, $"{content.Digest} is not in the archive '{_path}'.");

    /// <inheritdoc/>
    /// <remarks>What is attached to other content is listed in the index, without a tag.</remarks>
    public async Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_blobs.ContainsKey(content.Digest)) return CopyOutcome.Present;
            await AppendAsync(content, from, cancellation).ConfigureAwait(false);
            if (await LayoutReferrers.OfAsync(content, this, cancellation).ConfigureAwait(false) is { } referrer) Change(index => index.AddReferrer(referrer.Content));
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

    /// <summary>Writes the index and puts the archive in its place. Nothing can be added then.</summary>
    /// <exception cref="OciException">It cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
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

    /// <summary>Closes the archive; where it was not completed, nothing of it is left.</summary>
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

    // What was begun is no entry: the next one starts where this one did.
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
