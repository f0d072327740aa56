using System.Security.Cryptography;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Hashes and counts bytes, by the algorithm of a digest.</summary>
internal sealed class ContentHasher : IDisposable
{
    /// <summary>The size of read buffers, in bytes. A larger buffer does not make hashing faster.</summary>
    internal const int BufferSize = 256 * 1024;

    private readonly IncrementalHash _hash;
    private readonly string _algorithm;

    internal ContentHasher(string algorithm = Digest.Sha256Name)
    {
        _algorithm = algorithm;
        _hash = IncrementalHash.CreateHash(algorithm == Digest.Sha512Name ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256);
    }

    /// <summary>The number of bytes so far.</summary>
    internal long Count { get; private set; }

    public void Dispose() => _hash.Dispose();

    /// <summary>The sha256 digest of the rest of a stream.</summary>
    internal static Digest DigestOf(Stream stream)
    {
        using var hasher = new ContentHasher();
        var buffer = new byte[BufferSize];
        for (int read; (read = stream.Read(buffer)) > 0;) hasher.Append(buffer.AsSpan(0, read));
        return hasher.Current();
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Count += bytes.Length;
    }

    /// <summary>The digest of the bytes so far.</summary>
    internal Digest Current()
    {
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        return Digest.FromHash(_algorithm, hash[.._hash.GetCurrentHash(hash)]);
    }
}
