namespace OciArtifacts.Core.Packing.Compression;

/// <summary>Memory for one block and its compressed form. It is used for many blocks, one after the other.</summary>
internal sealed class Block(int size)
{
    internal byte[] Input { get; } = new byte[size];

    internal int Length { get; set; }

    internal MemoryStream Output { get; } = new(size);

    internal ReadOnlySpan<byte> Content => Input.AsSpan(0, Length);
}
