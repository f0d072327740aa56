using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// Remembers from one run to the next what files and archives have been found to be, so that what has not changed is not read again. It is only ever
/// a short cut: without it, or where it cannot be read, the same is found out by reading. Safe for parallel calls.
/// </summary>
/// <remarks>
/// A file is taken for unchanged when its size, times, number and mode are those of when it was read, and it was not changed so shortly before that a
/// later change could bear the same time. Otherwise its content is read again, and what depends on it stays as long as the digest does.
/// </remarks>
internal sealed class DigestCache : IFileMemory
{
    // Reading so much once more costs about as much as writing down that it was read.
    private const long MostRestlessBytes = 1024 * 1024;

    // Below that, threads cost more than they save.
    private const int FilesWorthThreads = 500;

    // A file that changes while it is read is read again, until two readings agree.
    private const int MostReadings = 3;

    // What the bytes of an archive depend on beside what is in it: this code, and the runtime's compression.
    private static readonly string Writer = $"{typeof(DigestCache).Module.ModuleVersionId:N} {Environment.Version} {Environment.OSVersion.Platform}";

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, CachedFile> _knownFiles;
    private readonly Dictionary<string, CachedLayer> _knownLayers;
    private readonly Digest? _loaded;
    private readonly ConcurrentDictionary<string, CachedFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CachedLayer> _layers = new(StringComparer.Ordinal);

    private volatile bool _hasNews;
    private long _bytesRead;
    private long _restlessBytes;

    private DigestCache(string path, TimeProvider time, Digest? loaded, Dictionary<string, CachedFile> files, Dictionary<string, CachedLayer> layers)
    {
        _path = path;
        _time = time;
        _loaded = loaded;
        _knownFiles = files;
        _knownLayers = layers;
    }

    /// <summary>Reads the cache that an earlier run left; a file that is missing, damaged or of another version is an empty cache.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="time">The clock of the file system.</param>
    internal static DigestCache Load(string path, TimeProvider time)
    {
        var files = new Dictionary<string, CachedFile>(StringComparer.Ordinal);
        var layers = new Dictionary<string, CachedLayer>(StringComparer.Ordinal);
        Digest? loaded = null;
        try
        {
            loaded = CacheFile.Read(File.ReadAllBytes(path), Writer, files, layers);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Nothing is remembered.
        }

        return new DigestCache(path, time, loaded, files, layers);
    }

    /// <summary>A cache that remembers nothing.</summary>
    internal static DigestCache Empty() => new("", TimeProvider.System, loaded: null, [], []);

    /// <summary>The same memory with what <see cref="IsCurrent"/> found out, of which nothing is used yet.</summary>
    internal DigestCache StartNewRun()
    {
        var files = new Dictionary<string, CachedFile>(_knownFiles, StringComparer.Ordinal);
        foreach (var (path, file) in _files) files[path] = file;
        return new DigestCache(_path, _time, loaded: null, files, _knownLayers);
    }

    /// <summary>What tells the memory of one run from that of another; <see langword="null"/> where there is none.</summary>
    internal Digest? Fingerprint => _loaded;

    /// <summary>
    /// Whether every file that the earlier run read or made still has the content that it had then. What has another stamp is read. With success, the
    /// earlier run's memory is this one's.
    /// </summary>
    internal bool IsCurrent(CancellationToken cancellation)
    {
        if (_knownFiles.Count == 0) return false;
        var files = _knownFiles.ToArray();
        if (files.Length < FilesWorthThreads)
        {
            foreach (var (path, file) in files)
            {
                if (!IsAsBefore(path, file, cancellation)) return false;
            }
        }
        else
        {
            var all = Parallel.ForEach(Partitioner.Create(0, files.Length), new ParallelOptions { CancellationToken = cancellation }, (range, state) =>
            {
                for (var i = range.Item1; i < range.Item2 && !state.IsStopped; i++)
                {
                    if (!IsAsBefore(files[i].Key, files[i].Value, cancellation)) state.Stop();
                }
            });
            if (!all.IsCompleted) return false;
        }

        foreach (var (name, layer) in _knownLayers) _layers[name] = layer;
        return true;
    }

    /// <inheritdoc/>
    public bool Has(string path, Digest digest, CancellationToken cancellation)
    {
        if (FileStamp.Of(path) is not { } stamp) return false;
        return Find(path, "", stamp) is { } known ? known == digest : Reads(path, "", digest, cancellation);
    }

    /// <summary>
    /// Notes that the run depends on the content of a file, before that is read by whoever wants it. One that is not there is not noted.
    /// </summary>
    /// <exception cref="OciException">The file cannot be read.</exception>
    internal void TrackInput(string path, CancellationToken cancellation)
    {
        if (FileStamp.Of(path) is { } stamp && Find(path, "", stamp) is null) Hash(path, "", cancellation);
    }

    /// <summary>
    /// Notes that the run made a file, or found it as it would have made it: to the next run it is a change when it has another content.
    /// </summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="digest">Its sha256 digest.</param>
    public void TrackOutput(string path, Digest digest)
    {
        if (FileStamp.Of(path) is not { } stamp || Find(path, "", stamp) == digest) return;
        _hasNews = true;

        // Nobody else writes such files in this moment, so the stamp has settled.
        _files[path] = new CachedFile("", stamp, IsTimestampReliable: true, digest);
    }

    /// <summary>The same of a file whose digest nobody knows: it is read.</summary>
    /// <exception cref="OciException">The file is not there, or cannot be read.</exception>
    internal void TrackOutput(string path, CancellationToken cancellation)
    {
        using var file = RegularFile.Open(path);
        using var hash = new ContentHasher();
        FileContent.Read(path, file, hash.Append, cancellation);
        TrackOutput(path, hash.Current());
    }

    /// <summary>Writes down what this run has used or found out, for the next one; the rest is forgotten.</summary>
    /// <returns>What <see cref="Fingerprint"/> will be when it is loaded again.</returns>
    /// <exception cref="OciException">It cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal Digest Save()
    {
        if (_loaded is { } same && !_hasNews && _files.Count == _knownFiles.Count && _layers.Count == _knownLayers.Count) return same;
        var (bytes, fingerprint) = CacheFile.Write(Writer, _files, _layers);
        AtomicFile.WriteAllBytes(_path, bytes);
        return fingerprint;
    }

    /// <summary>The digest of the file's content as far as it is known, or <see langword="null"/>.</summary>
    internal Digest? Find(string path, string origin, FileStamp stamp)
    {
        var known = _files.GetValueOrDefault(path) ?? _knownFiles.GetValueOrDefault(path);
        if (known is null || !known.IsTimestampReliable || known.Stamp != stamp || known.Origin != origin) return null;
        _files[path] = known;
        return known.Digest;
    }

    /// <summary>How many bytes were read to find out whether files are what they were.</summary>
    internal long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The stamp of a file that a later change would show in, if its digest is known.</summary>
    internal FileStamp? StampOf(string path) => _files.TryGetValue(path, out var file) && file.IsTimestampReliable ? file.Stamp : null;

    /// <summary>Reads the file, and remembers its digest.</summary>
    /// <returns>The digest, and how many bytes were read.</returns>
    /// <exception cref="OciException">The file is not there, cannot be read, or changes all the time.</exception>
    internal (Digest Digest, long Size) Hash(string path, string origin, CancellationToken cancellation)
    {
        Digest? before = null;
        for (var readings = 1; readings <= MostReadings; readings++)
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

    /// <summary>Remembers what was read, unless the file changed meanwhile.</summary>
    /// <returns>Whether it did not, as far as its stamp tells.</returns>
    internal bool EndReading(FileReading reading, string origin, Digest digest)
    {
        if (reading.Stamp is not { } stamp) return true;
        if (FileStamp.Of(reading.Path) != stamp) return false;
        var known = _knownFiles.GetValueOrDefault(reading.Path);
        var found = new CachedFile(origin, stamp, stamp.IsReliableAt(reading.Began), digest) { RewriteCount = known?.Digest == digest ? known.RewriteCount + (known.Stamp == stamp ? 0 : 1) : 0 };
        if (!found.IsFrequentlyRewritten(reading.Began) || Interlocked.Add(ref _restlessBytes, stamp.Size) > MostRestlessBytes) _hasNews = true;
        _files[reading.Path] = found;
        return true;
    }

    /// <summary>What the layer was packed to before, if its file is still that.</summary>
    internal CachedLayer? FindLayer(string path, CancellationToken cancellation)
    {
        if (!_knownLayers.TryGetValue(path, out var layer)) return null;
        return _knownFiles.TryGetValue(path, out var file) && file.Digest == layer.Packed && IsAsBefore(path, file, cancellation) ? layer : null;
    }

    /// <summary>Remembers what a layer was packed to.</summary>
    internal void AddLayer(string path, CachedLayer layer)
    {
        if (_knownLayers.GetValueOrDefault(path) != layer) _hasNews = true;
        _layers[path] = layer;
    }

    private bool IsAsBefore(string path, CachedFile file, CancellationToken cancellation)
    {
        if (FileStamp.Of(path) is not { } stamp) return false;
        if (Find(path, file.Origin, stamp) is not null) return true;
        return stamp.Size == file.Stamp.Size && stamp.Mode == file.Stamp.Mode && Reads(path, file.Origin, file.Digest, cancellation);
    }

    private bool Reads(string path, string origin, Digest digest, CancellationToken cancellation)
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
