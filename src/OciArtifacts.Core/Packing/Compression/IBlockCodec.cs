namespace OciArtifacts.Core.Packing.Compression;

/// <summary>A compression that works on one block at a time, so that blocks may be compressed side by side and in any order. The same block gives the same bytes.</summary>
internal interface IBlockCodec : IDisposable
{
    /// <summary>The size of the blocks in bytes; the last one may be shorter.</summary>
    int BlockSize { get; }

    /// <summary>What stands before the first block.</summary>
    ReadOnlyMemory<byte> Begin();

    /// <summary>Is shown each block in its order.</summary>
    void Watch(ReadOnlySpan<byte> block);

    /// <summary>Compresses a block, in any thread.</summary>
    void Compress(ReadOnlySpan<byte> block, MemoryStream output);

    /// <summary>What stands behind the last block.</summary>
    ReadOnlyMemory<byte> End();
}
