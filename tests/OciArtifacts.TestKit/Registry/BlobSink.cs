using System.Buffers;
using System.Security.Cryptography;

namespace OciArtifacts.TestKit.Registry;

/// <summary>
/// Receives a blob, in one piece or in chunks. It hashes the bytes as they arrive, because only the last request has
/// the digest.
/// </summary>
internal sealed class BlobSink(TestRegistryOptions options) : IDisposable
{
    private const int BufferSize = 256 * 1024;
    private readonly MemoryStream? _bytes = options.KeepBlobBytes && !options.OnlyCounts ? new MemoryStream() : null;
    private readonly Dictionary<string, IncrementalHash> _hashes = AlgorithmsOf(options).ToDictionary(
        name => name.Name!.ToLowerInvariant(), IncrementalHash.CreateHash, StringComparer.Ordinal);

    internal long Length { get; private set; }

    /// <summary>Skips the other hash where the algorithm is known before the first byte.</summary>
    internal void Expect(string algorithm)
    {
        if (Length != 0) return;
        foreach (var other in _hashes.Keys.Where(name => !string.Equals(name, algorithm, StringComparison.Ordinal)).ToArray())
        {
            _hashes[other].Dispose();
            _hashes.Remove(other);
        }
    }

    internal Task ReceiveAsync(Stream body, CancellationToken cancellation) => ReceiveAsync(body, long.MaxValue, cancellation);

    /// <summary>Keeps at most <paramref name="most"/> bytes, and discards the rest.</summary>
    internal async Task ReceiveAsync(Stream body, long most, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await body.ReadAsync(buffer, cancellation) is var read and > 0)
            {
                var kept = (int)Math.Min(read, most);
                Keep(buffer.AsSpan(0, kept));
                most -= kept;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the bytes have the digest. Always true where the options trust digests.</summary>
    internal bool Has(string digest) =>
        options.OnlyCounts || string.Equals(Digest(Grammar.AlgorithmOf(digest)), digest, StringComparison.Ordinal);

    internal string Digest(string algorithm) => $"{algorithm}:{Convert.ToHexStringLower(_hashes[algorithm].GetCurrentHash())}";

    internal StoredBlob ToBlob() => new(Length, _bytes?.ToArray());

    public void Dispose()
    {
        foreach (var hash in _hashes.Values) hash.Dispose();
        _bytes?.Dispose();
    }

    private static HashAlgorithmName[] AlgorithmsOf(TestRegistryOptions options) =>
        options.OnlyCounts ? [] : options.OnlySha256 ? [HashAlgorithmName.SHA256] : [HashAlgorithmName.SHA256, HashAlgorithmName.SHA512];

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        foreach (var hash in _hashes.Values) hash.AppendData(bytes);
        _bytes?.Write(bytes);
        Length += bytes.Length;
    }
}
