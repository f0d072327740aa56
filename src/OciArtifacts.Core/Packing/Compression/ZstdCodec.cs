using System.Collections.Concurrent;
using System.IO.Compression;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>zstd (RFC 8878) as a row of frames, one a block, which any reader takes for one stream. Managed code: the same bytes on every system.</summary>
internal sealed class ZstdCodec(CompressionLevel level) : IBlockCodec
{
    private readonly ConcurrentBag<OptimizedZstd> _idle = [];

    // Larger frames are smaller by half a percent, and fewer can be worked on at a time.
    public int BlockSize => 2 * 1024 * 1024;

    // Of zstd's levels: the fastest; its default; and the last one that is not slower than gzip at its best.
    private int Level => level switch
    {
        CompressionLevel.Fastest => 1,
        CompressionLevel.SmallestSize => 12,
        _ => 3,
    };

    public ReadOnlyMemory<byte> Begin() => default;

    public void Watch(ReadOnlySpan<byte> block)
    {
        // A frame knows its own length.
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
