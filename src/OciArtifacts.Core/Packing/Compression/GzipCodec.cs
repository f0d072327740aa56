using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// gzip (RFC 1952) as one member. Each block becomes a run of deflate blocks (RFC 1951) that ends at a byte boundary,
/// as after a "sync flush" of zlib, so the runs form one stream to any reader. A block that cannot be compressed is
/// stored. The header names no operating system.
/// </summary>
internal sealed class GzipCodec(CompressionLevel level) : IBlockCodec
{
    private const int StoredSize = ushort.MaxValue;

    // Levels of zlib. Level 5 takes a seventh less time than 6, the "optimal" level of .NET, and makes programs larger
    // by a six-hundredth.
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

    // RFC 1952, section 2.3: the magic number, deflate, no flags, no time, no extra flags, unknown operating system.
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

        // Closing writes a final deflate block, which would end the stream: it is cut off.
        deflate.Dispose();
        output.SetLength(length);
    }

    public ReadOnlyMemory<byte> End()
    {
        // An empty final deflate block with fixed codes, the CRC-32, and the length (RFC 1952, section 2.3.1).
        var end = new byte[10];
        end[0] = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(2), _sum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(6), _length);
        return end;
    }

    public void Dispose()
    {
        // Each block has a deflate stream of its own.
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
