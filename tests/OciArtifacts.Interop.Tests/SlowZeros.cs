using System.Security.Cryptography;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>A content of many zeros that is read slowly and is never in memory as a whole.</summary>
internal sealed class SlowZeros : IContentSource
{
    private const int Piece = 1 << 20;

    private readonly string _path;
    private readonly TimeSpan _pause;

    /// <summary>Zeros whose reading takes at least this time.</summary>
    internal SlowZeros(WorkFolder folder, int mebibytes, TimeSpan duration)
    {
        _path = folder["zeros"];
        _pause = duration / mebibytes;
        SparseFile.Create(_path, (long)mebibytes * Piece);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var zeros = new byte[Piece];
        for (var count = 0; count < mebibytes; count++) hash.AppendData(zeros);
        Content = new Descriptor(
            MediaType.OctetStream, Digest.Parse($"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}"), (long)mebibytes * Piece);
    }

    internal Descriptor Content { get; }

    public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(content == Content);

    public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult<Stream>(new Slow(_path, _pause));

    private sealed class Slow(string path, TimeSpan pause) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
    {
        private readonly long _start = TimeProvider.System.GetTimestamp();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var early = (pause * ((double)Position / Piece)) - TimeProvider.System.GetElapsedTime(_start);
            if (early > TimeSpan.Zero) await Task.Delay(early, cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
