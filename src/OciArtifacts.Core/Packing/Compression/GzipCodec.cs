using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// gzip (RFC 1952) as one member: each block is a run of deflate blocks that ends at a byte (RFC 1951, "sync flush" of zlib), so that any reader takes
/// them for one stream. A block that would not become smaller is stored as it is. Who has written it is not said.
/// </summary>
internal sealed class GzipCodec(CompressionLevel level) : IBlockCodec
{
    private const int StoredSize = ushort.MaxValue;

    // Of zlib's levels: 5 takes a seventh less time than 6, which .NET calls optimal, and makes programs larger by a six-hundredth.
    private readonly ZLibCompressionOptions _options = new()
    {
        CompressionLevel = level switch
        {
            CompressionLevel.Fastest => 1,
            CompressionLevel.SmallestSize => 9,
            _ => 5,
        },
    };

    private readonly Crc32 _sum = new();
    private uint _length;

    public int BlockSize => 1024 * 1024;

    // Magic, deflate, no flags, no time, no hint, no system.
    public ReadOnlyMemory<byte> Begin() => new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255 };

    public void Watch(ReadOnlySpan<byte> block)
    {
        _sum.Append(block);
        _length += (uint)block.Length;
    }

    public void Compress(ReadOnlySpan<byte> block, MemoryStream output)
    {
        if (level == CompressionLevel.NoCompression || EntropySample.LooksRandom(block))
        {
            Store(block, output);
            return;
        }

        var deflate = new DeflateStream(output, _options, leaveOpen: true);
        deflate.Write(block);
        deflate.Flush();
        var length = output.Length;

        // What it writes at its end would end the whole.
        deflate.Dispose();
        output.SetLength(length);
    }

    public ReadOnlyMemory<byte> End()
    {
        // An empty last block of fixed codes, the sum, and the length.
        var end = new byte[10];
        end[0] = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(2), _sum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(6), _length);
        return end;
    }

    public void Dispose()
    {
        // Nothing outlives a block.
    }

    private static void Store(ReadOnlySpan<byte> block, MemoryStream output)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = 0;
        while (block.Length > 0)
        {
            var piece = block[..Math.Min(block.Length, StoredSize)];
            BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)piece.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~piece.Length);
            output.Write(head);
            output.Write(piece);
            block = block[piece.Length..];
        }
    }
}
