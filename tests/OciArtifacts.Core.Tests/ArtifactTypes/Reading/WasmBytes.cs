using System.Text;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>Writes parts of WebAssembly files (WebAssembly/component-model, design/mvp/Binary.md).</summary>
internal static class WasmBytes
{
    internal static byte[] Module { get; } = [.. "\0asm"u8, 1, 0, 0, 0];

    internal static byte[] Component(params byte[][] sections) => [.. "\0asm"u8, 0x0D, 0, 1, 0, .. sections.SelectMany(bytes => bytes)];

    internal static byte[] Imports(params byte[][] imports) => Section(10, List(imports));

    internal static byte[] Exports(params byte[][] exports) => Section(11, List(exports));

    internal static byte[] Section(byte id, byte[] content) => [id, .. Number((uint)content.Length), .. content];

    internal static byte[] List(params byte[][] entries) => [.. Number((uint)entries.Length), .. entries.SelectMany(bytes => bytes)];

    internal static byte[] Text(string text) => [.. Number((uint)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    internal static byte[] Number(uint value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7F; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
