namespace OciArtifacts.Core.Packing.Compression;

/// <summary>Memory for a block and what it is compressed to, which is used again and again.</summary>
internal sealed class Block(int size)
{
    internal byte[] Input { get; } = new byte[size];

    internal int Length { get; set; }

    internal MemoryStream Output { get; } = new(size);

    internal ReadOnlySpan<byte> Content => Input.AsSpan(0, Length);
}
