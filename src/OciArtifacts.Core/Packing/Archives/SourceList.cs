using System.Runtime.ExceptionServices;
using Microsoft.Win32.SafeHandles;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Tar;

namespace OciArtifacts.Core.Packing.Archives;

/// <summary>
/// The files of one archive in the order of its entries, with their stamps and digests. Reading a file finds its
/// digest.
/// </summary>
internal sealed class SourceList
{
    private readonly DigestCache _cache;
    private readonly FileReading[] _readings;
    private readonly Digest?[] _digests;
    private long _bytesRead;

    /// <exception cref="OciException">
    /// Two files need the same path, a path is invalid, or a file is missing or is no regular file.
    /// </exception>
    internal SourceList(IEnumerable<SourceFile> files, DigestCache cache)
    {
        _cache = cache;
        Files = EntryOrder.Of(files);
        _readings = [.. Files.Select(file => cache.BeginReading(file.Path))];
        _digests = new Digest?[Files.Count];

        // A file without a stamp probably cannot be read: the failure comes now, and not after the files before it are
        // packed.
        foreach (var reading in _readings)
        {
            if (reading.Stamp is null) RegularFile.Open(reading.Path).Dispose();
        }
    }

    internal IReadOnlyList<SourceFile> Files { get; }

    /// <summary>How many bytes of the files were read so far.</summary>
    internal long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>The stamps of the files. A file whose stamp cannot be read has the default stamp.</summary>
    internal IReadOnlyList<FileStamp> Stamps => [.. _readings.Select(reading => reading.Stamp ?? default)];

    /// <summary>The digests of the files. Files whose digest is unknown are read, several at a time.</summary>
    /// <exception cref="OciException">A file is missing, cannot be read, or changed while it was read.</exception>
    internal IReadOnlyList<Digest> Digests(CancellationToken cancellation)
    {
        var digests = new Digest[Files.Count];
        var unknown = new List<int>();
        for (var i = 0; i < digests.Length; i++)
        {
            if (Known(i) is { } known) digests[i] = known;
            else unknown.Add(i);
        }

        var failures = new OciException?[digests.Length];
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        if (unknown.Count > 0) Parallel.ForEach(unknown, options, i => failures[i] = TryFind(i, out digests[i], cancellation));

        // Of several failures that of the first file is reported, so that each run reports the same.
        if (failures.FirstOrDefault(failure => failure is not null) is { } first) ExceptionDispatchInfo.Throw(first);
        return digests;
    }

    /// <summary>Reads a file for an archive.</summary>
    /// <param name="index">The index in <see cref="Files"/>.</param>
    /// <param name="head">Is called first, with the size in bytes and the mode of the entry.</param>
    /// <param name="piece">Is called with each piece of the content.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <exception cref="OciException">The file is missing, cannot be read, or changed while it was read.</exception>
    internal void Read(int index, Action<long, UnixFileMode> head, FileContent.Piece piece, CancellationToken cancellation)
    {
        var file = Files[index];
        using var handle = RegularFile.Open(file.Path);
        var size = RandomAccess.GetLength(handle);
        head(size, ModeOf(index, handle));
        var read = Read(index, handle, piece, cancellation);
        if (read != size) throw FileContent.Changed(file.Path, size, read);
    }

    private Digest? Known(int index) => _digests[index] ??=
        _readings[index].Stamp is { } stamp ? _cache.Find(Files[index].Path, Files[index].Origin, stamp) : null;

    private OciException? TryFind(int index, out Digest digest, CancellationToken cancellation)
    {
        digest = default;
        try
        {
            digest = Find(index, cancellation);
            return null;
        }
        catch (OciException failure)
        {
            return failure;
        }
    }

    private Digest Find(int index, CancellationToken cancellation)
    {
        using var handle = RegularFile.Open(Files[index].Path);
        Read(index, handle, static _ => { }, cancellation);
        return _digests[index]!.Value;
    }

    private long Read(int index, SafeFileHandle handle, FileContent.Piece piece, CancellationToken cancellation)
    {
        var file = Files[index];
        using var hash = new ContentHasher();
        var read = FileContent.Read(file.Path, handle, bytes => Pass(bytes, hash, piece), cancellation);
        var digest = hash.Current();
        _digests[index] = digest;
        Interlocked.Add(ref _bytesRead, read);

        // A file with another stamp now may have been read half before and half after a change. It is accepted if its
        // content is still what was read.
        if (!_cache.EndReading(_readings[index], file.Origin, digest) && _cache.Hash(file.Path, file.Origin, cancellation).Digest != digest)
        {
            throw FileContent.Changed(file.Path);
        }

        return read;
    }

    private static void Pass(ReadOnlySpan<byte> bytes, ContentHasher hash, FileContent.Piece piece)
    {
        hash.Append(bytes);
        piece(bytes);
    }

    // The mode of the stamp, so that the archive agrees with its key.
    private UnixFileMode ModeOf(int index, SafeFileHandle handle)
    {
        var (path, isFromPackage) = (Files[index].Path, Files[index].IsFromPackage);
        return OperatingSystem.IsWindows() || _readings[index].Stamp is not { } stamp
            ? TarMode.Of(path, handle, isFromPackage)
            : TarMode.Normalize((UnixFileMode)stamp.Mode, isFromPackage);
    }
}
