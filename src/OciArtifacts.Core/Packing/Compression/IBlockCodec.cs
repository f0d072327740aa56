namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// A compression of independent blocks: several threads compress them at the same time, in any order. The same block
/// gives the same bytes.
/// </summary>
internal interface IBlockCodec : IDisposable
{
    /// <summary>The size of the blocks in bytes; the last one may be shorter.</summary>
    int BlockSize { get; }

    /// <summary>The bytes before the first block.</summary>
    ReadOnlyMemory<byte> Begin();

    /// <summary>Is called with each uncompressed block, in their order.</summary>
    void Watch(ReadOnlySpan<byte> block);

    /// <summary>Compresses a block. Safe for parallel calls.</summary>
    void Compress(ReadOnlySpan<byte> block, MemoryStream output);

    /// <summary>The bytes after the last block.</summary>
    ReadOnlyMemory<byte> End();
}
