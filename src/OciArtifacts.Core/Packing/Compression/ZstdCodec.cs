using System.Collections.Concurrent;
using System.IO.Compression;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// zstd (RFC 8878) as one frame per block; readers decode the frames as one stream. It is managed code: the same bytes
/// on every system.
/// </summary>
internal sealed class ZstdCodec(CompressionLevel level) : IBlockCodec
{
    private readonly ConcurrentBag<OptimizedZstd> _idle = [];

    // Larger blocks would save half a percent of the size, and fewer could be compressed at the same time.
    public int BlockSize => 2 * 1024 * 1024;

    // Levels of zstd: the fastest, the default, and the highest one that is not slower than gzip at its highest.
    private int Level => level switch
    {
        CompressionLevel.Fastest => 1,
        CompressionLevel.SmallestSize => 12,
        _ => 3,
    };

    public ReadOnlyMemory<byte> Begin() => default;

    public void Watch(ReadOnlySpan<byte> block)
    {
        // The end of the output does not depend on the content.
    }

    public void Compress(ReadOnlySpan<byte> block, MemoryStream output)
    {
        if (!_idle.TryTake(out var compressor)) compressor = new OptimizedZstd(Level);
        output.SetLength(OptimizedZstd.Bound(block.Length));
        output.SetLength(compressor.Wrap(block, output.GetBuffer().AsSpan(0, (int)output.Length)));
        _idle.Add(compressor);
    }

    public ReadOnlyMemory<byte> End() => default;

    public void Dispose()
    {
        foreach (var compressor in _idle) compressor.Dispose();
    }
}
