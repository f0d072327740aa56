using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.SupplyChain.Sbom;

/// <summary>
/// The SHA-1 of files whose sha256 is known. SPDX requires it, and no other part of an artifact has it. A memory on disk keeps it
/// by the sha256 of the content, so that only content which is new is read.
/// </summary>
/// <param name="path">The file of the memory, an absolute path.</param>
internal sealed class FileSums(string path)
{
    private const int Sha256Length = 64;
    private const int Sha1Length = 40;

    // The largest memory that is read: 300,000 files.
    private const int LargestMemory = 32 * 1024 * 1024;

    private readonly Dictionary<Digest, string> _known = Load(path);
    private readonly ConcurrentDictionary<Digest, string> _used = new();

    /// <summary>Finds the SHA-1 of each file, and keeps them for the next run.</summary>
    /// <param name="files">The files, each an absolute path with the sha256 digest of the content that was packed.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The SHA-1 values in lower-case hex, by the sha256 digest.</returns>
    /// <exception cref="OciException">
    /// A file cannot be read, or has another content than the one that was packed (<see cref="OciErrorCode.ContentMismatch"/>).
    /// </exception>
    internal IReadOnlyDictionary<Digest, string> Find(IReadOnlyList<(string Path, Digest Sha256)> files, CancellationToken cancellation)
    {
        var distinct = files.DistinctBy(file => file.Sha256).ToList();
        var failures = new OciException?[distinct.Count];
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, distinct.Count, options, i => failures[i] = TryFind(distinct[i].Path, distinct[i].Sha256, cancellation));

        // Of several failures that of the first file is reported, so that each run reports the same.
        if (failures.FirstOrDefault(failure => failure is not null) is { } first) ExceptionDispatchInfo.Throw(first);
        if (_used.Count != _known.Count || _used.Keys.Any(digest => !_known.ContainsKey(digest))) Save();
        return _used;
    }

    /// <summary>The SHA-1 of bytes, in lower-case hex.</summary>
#pragma warning disable CA5350 // SPDX names this algorithm. Nothing trusts it here.
    internal static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA1.HashData(bytes));
#pragma warning restore CA5350

    private OciException? TryFind(string file, Digest sha256, CancellationToken cancellation)
    {
        try
        {
            _used[sha256] = _known.TryGetValue(sha256, out var known) ? known : Read(file, sha256, cancellation);
            return null;
        }
        catch (OciException failure)
        {
            return failure;
        }
    }

    private static string Read(string file, Digest sha256, CancellationToken cancellation)
    {
        using var handle = RegularFile.Open(file);
        using var content = new ContentHasher();
#pragma warning disable CA5350 // SPDX names this algorithm. Nothing trusts it here.
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
#pragma warning restore CA5350
        FileContent.Read(file, handle, Add, cancellation);
        return content.Current() == sha256 ? Convert.ToHexStringLower(sha1.GetCurrentHash()) : throw FileContent.Changed(file);

        void Add(ReadOnlySpan<byte> bytes)
        {
            content.Append(bytes);
            sha1.AppendData(bytes);
        }
    }

    private void Save()
    {
        var lines = _used.Select(pair => $"{pair.Key.Encoded} {pair.Value}\n").Order(StringComparer.Ordinal);
        AtomicFile.WriteAllBytes(path, Encoding.ASCII.GetBytes(string.Concat(lines)));
    }

    // A damaged line is ignored, so its content is read again.
    private static Dictionary<Digest, string> Load(string path)
    {
        var known = new Dictionary<Digest, string>();
        if (!File.Exists(path) || RegularFile.ReadAllBytes(path, "The memory of hashes", LargestMemory) is not { } bytes) return known;
        foreach (var line in Encoding.ASCII.GetString(bytes).Split('\n'))
        {
            if (line.Length != Sha256Length + 1 + Sha1Length || line[Sha256Length] != ' ') continue;
            var sha1 = line[(Sha256Length + 1)..];
            if (Digest.TryParse($"{Digest.Sha256Name}:{line[..Sha256Length]}", out var digest) && sha1.All(char.IsAsciiHexDigitLower))
            {
                known[digest] = sha1;
            }
        }

        return known;
    }
}
