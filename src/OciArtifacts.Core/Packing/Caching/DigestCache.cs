using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// Remembers the digests of files and archives from one run to the next, so that unchanged files are not read again. A
/// run without the cache reads the files and gets the same result. Safe for parallel calls.
/// </summary>
/// <remarks>
/// A file counts as unchanged when its stamp (size, times, inode number and mode) is that of the last reading, and the
/// times of that stamp were reliable: a file that changed just before it was read can change once more and keep its
/// times. Any other file is read again; what depends on it stays as long as its digest does.
/// </remarks>
internal sealed class DigestCache : IFileMemory
{
    // Reading so many bytes once more costs about as much as writing the cache.
    private const long MaxUnsavedBytes = 1024 * 1024;

    // For fewer files, threads cost more than they save.
    private const int FilesWorthThreads = 500;

    // A file that changes while it is read is read again, until two readings agree.
    private const int MaxReadings = 3;

    // The bytes of an archive depend on its files, on this code and on the compression of the runtime.
    private static readonly string Writer =
        $"{typeof(DigestCache).Module.ModuleVersionId:N} {Environment.Version} {Environment.OSVersion.Platform}";

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly CacheContents _known;
    private readonly ConcurrentDictionary<string, CachedFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CachedLayer> _layers = new(StringComparer.Ordinal);

    private volatile bool _hasNews;
    private long _bytesRead;
    private long _unsavedBytes;

    private DigestCache(string path, TimeProvider time, CacheContents known)
    {
        _path = path;
        _time = time;
        _known = known;
    }

    /// <summary>
    /// Tells the memory of one run from that of another; <see langword="null"/> where none was loaded.
    /// </summary>
    internal Digest? Fingerprint => _known.Fingerprint;

    /// <summary>
    /// How many bytes the cache has read to find digests. The bytes that the packer reads for an archive do not count.
    /// </summary>
    internal long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>
    /// Reads the cache that an earlier run saved. A missing, damaged or outdated file gives an empty cache.
    /// </summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="time">The clock of the file system.</param>
    internal static DigestCache Load(string path, TimeProvider time) =>
        new(path, time, CacheFile.Read(path, Writer) ?? CacheContents.Empty);

    /// <summary>A cache that remembers nothing of earlier runs and cannot be saved.</summary>
    internal static DigestCache Empty() => new("", TimeProvider.System, CacheContents.Empty);

    /// <summary>
    /// Starts another run: it knows all that this one knows and found out, and has not used any of it.
    /// </summary>
    internal DigestCache StartNewRun()
    {
        var files = new Dictionary<string, CachedFile>(_known.Files, StringComparer.Ordinal);
        foreach (var (path, file) in _files) files[path] = file;
        return new DigestCache(_path, _time, new CacheContents(Fingerprint: null, files, _known.Layers));
    }

    /// <summary>
    /// Whether every file that the earlier run read or wrote still has the same content. Files with another stamp are
    /// read. If so, this run has used all that the earlier one remembered.
    /// </summary>
    internal bool IsCurrent(CancellationToken cancellation)
    {
        if (_known.Files.Count == 0 || !AreAllUnchanged([.. _known.Files], cancellation)) return false;
        foreach (var (path, layer) in _known.Layers) _layers[path] = layer;
        return true;
    }

    /// <inheritdoc/>
    public bool Has(string path, Digest digest, CancellationToken cancellation)
    {
        if (FileStamp.Of(path) is not { } stamp) return false;
        return Find(path, "", stamp) is { } known ? known == digest : HasWhenRead(path, "", digest, cancellation);
    }

    /// <summary>
    /// Records that the result of the run depends on the content of a file. It is called before the run reads the file.
    /// A missing file is ignored.
    /// </summary>
    /// <exception cref="OciException">The file cannot be read.</exception>
    internal void TrackInput(string path, CancellationToken cancellation)
    {
        if (FileStamp.Of(path) is { } stamp && Find(path, "", stamp) is null) Hash(path, "", cancellation);
    }

    /// <inheritdoc/>
    public void TrackOutput(string path, Digest digest)
    {
        if (FileStamp.Of(path) is not { } stamp || Find(path, "", stamp) == digest) return;
        _hasNews = true;

        // Only this build writes such files, and it has finished: the times are reliable.
        _files[path] = new CachedFile("", stamp, IsTimestampReliable: true, digest);
    }

    /// <summary>Records a file that the run wrote, and reads it for its digest.</summary>
    /// <exception cref="OciException">The file is missing or cannot be read.</exception>
    internal void TrackOutput(string path, CancellationToken cancellation)
    {
        using var file = RegularFile.Open(path);
        using var hash = new ContentHasher();
        FileContent.Read(path, file, hash.Append, cancellation);
        TrackOutput(path, hash.Current());
    }

    /// <summary>
    /// Saves what this run has used or found out for the next run, and drops the rest. A cache without news is not
    /// written.
    /// </summary>
    /// <returns>The <see cref="Fingerprint"/> of the saved cache.</returns>
    /// <exception cref="OciException">The file cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal Digest Save()
    {
        var hasUsedAll = _files.Count == _known.Files.Count && _layers.Count == _known.Layers.Count;
        return Fingerprint is { } same && !_hasNews && hasUsedAll ? same : CacheFile.Write(_path, Writer, _files, _layers);
    }

    /// <summary>The digest of a file with this stamp, if it is known.</summary>
    internal Digest? Find(string path, string origin, FileStamp stamp)
    {
        var known = _files.GetValueOrDefault(path) ?? _known.Files.GetValueOrDefault(path);
        if (known is null || !known.IsTimestampReliable || known.Stamp != stamp || known.Origin != origin) return null;
        _files[path] = known;
        return known.Digest;
    }

    /// <summary>
    /// The digest that this run used or found for a file, even if the file may have changed since; <see langword="null"/> for any
    /// other file.
    /// </summary>
    internal Digest? DigestOf(string path) => _files.TryGetValue(path, out var file) ? file.Digest : null;

    /// <summary>The stamp with which the digest of a file is known, if a later change shows in that stamp.</summary>
    internal FileStamp? StampOf(string path) => _files.TryGetValue(path, out var file) && file.IsTimestampReliable ? file.Stamp : null;

    /// <summary>Reads a file, and remembers its digest.</summary>
    /// <returns>The digest, and the size in bytes.</returns>
    /// <exception cref="OciException">The file is missing, cannot be read, or changes during every reading.</exception>
    internal (Digest Digest, long Size) Hash(string path, string origin, CancellationToken cancellation)
    {
        Digest? before = null;
        for (var readings = 1; readings <= MaxReadings; readings++)
        {
            var reading = BeginReading(path);
            using var file = RegularFile.Open(path);
            using var hash = new ContentHasher();
            Interlocked.Add(ref _bytesRead, FileContent.Read(path, file, hash.Append, cancellation));
            var digest = hash.Current();
            if (EndReading(reading, origin, digest) || digest == before) return (digest, hash.Count);
            before = digest;
        }

        throw FileContent.Changed(path);
    }

    /// <summary>Takes the stamp of a file that is about to be read.</summary>
    internal FileReading BeginReading(string path) => new(path, FileStamp.Of(path), _time.GetUtcNow());

    /// <summary>Remembers the digest of a file that was read, unless the file changed meanwhile.</summary>
    /// <returns>
    /// Whether the stamp of the file is still the same. A file without a stamp counts as the same, and is not
    /// remembered.
    /// </returns>
    internal bool EndReading(FileReading reading, string origin, Digest digest)
    {
        if (reading.Stamp is not { } stamp) return true;
        if (FileStamp.Of(reading.Path) != stamp) return false;
        var known = _known.Files.GetValueOrDefault(reading.Path);
        var found = new CachedFile(origin, stamp, stamp.IsReliableAt(reading.Began), digest)
        {
            RewriteCount = RewriteCountOf(known, stamp, digest),
        };
        var isUnsaved = found.IsFrequentlyRewritten(reading.Began) && Interlocked.Add(ref _unsavedBytes, stamp.Size) <= MaxUnsavedBytes;
        if (!isUnsaved) _hasNews = true;
        _files[reading.Path] = found;
        return true;
    }

    /// <summary>The archive that an earlier run packed, if its file is unchanged.</summary>
    internal CachedLayer? FindLayer(string path, CancellationToken cancellation)
    {
        if (!_known.Layers.TryGetValue(path, out var layer)) return null;
        var isUnchanged = _known.Files.TryGetValue(path, out var file)
            && file.Digest == layer.Packed
            && IsUnchanged(path, file, cancellation);
        return isUnchanged ? layer : null;
    }

    /// <summary>Remembers an archive.</summary>
    internal void AddLayer(string path, CachedLayer layer)
    {
        if (_known.Layers.GetValueOrDefault(path) != layer) _hasNews = true;
        _layers[path] = layer;
    }

    private static int RewriteCountOf(CachedFile? known, FileStamp stamp, Digest digest)
    {
        if (known?.Digest != digest) return 0;
        return known.Stamp == stamp ? known.RewriteCount : known.RewriteCount + 1;
    }

    private bool AreAllUnchanged(KeyValuePair<string, CachedFile>[] files, CancellationToken cancellation)
    {
        if (files.Length < FilesWorthThreads)
        {
            foreach (var (path, file) in files)
            {
                if (!IsUnchanged(path, file, cancellation)) return false;
            }

            return true;
        }

        var options = new ParallelOptions { CancellationToken = cancellation };
        return Parallel.ForEach(Partitioner.Create(0, files.Length), options, (range, state) =>
        {
            for (var i = range.Item1; i < range.Item2 && !state.IsStopped; i++)
            {
                if (!IsUnchanged(files[i].Key, files[i].Value, cancellation)) state.Stop();
            }
        }).IsCompleted;
    }

    private bool IsUnchanged(string path, CachedFile file, CancellationToken cancellation)
    {
        if (FileStamp.Of(path) is not { } stamp) return false;
        if (Find(path, file.Origin, stamp) is not null) return true;
        return stamp.Size == file.Stamp.Size && stamp.Mode == file.Stamp.Mode && HasWhenRead(path, file.Origin, file.Digest, cancellation);
    }

    private bool HasWhenRead(string path, string origin, Digest digest, CancellationToken cancellation)
    {
        try
        {
            return Hash(path, origin, cancellation).Digest == digest;
        }
        catch (OciException)
        {
            return false;
        }
    }
}
