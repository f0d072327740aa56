using System.Text;

namespace OciArtifacts.Core.ArtifactTypes.Reading;

/// <summary>
/// Reads the parts of a component that contain names. Throws <see cref="InvalidDataException"/> for bytes that it does
/// not understand.
/// </summary>
/// <param name="stream">The file. The stream can seek.</param>
internal sealed class WasmReader(Stream stream)
{
    private const int LongestName = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal long Position => stream.Position;

    internal bool IsAtEnd => stream.Position >= stream.Length;

    internal void Bytes(Span<byte> bytes) => stream.ReadExactly(bytes);

    internal byte Byte() => stream.ReadByte() is >= 0 and var value ? (byte)value : throw new EndOfStreamException();

    /// <summary>Reads an unsigned number of 32 bits in LEB128.</summary>
    internal uint Number()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            if (shift == 28 && next > 0x0F) break;
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException($"The number before {Position} has more than 32 bits.");
    }

    /// <summary>The position at the end of the next bytes.</summary>
    internal long EndOf(uint size) => size <= stream.Length - stream.Position
        ? stream.Position + size
        : throw new InvalidDataException($"What begins at {Position} should have {size} bytes, but the file ends before.");

    internal void SkipTo(long end) => stream.Position = end;

    /// <summary>Reads the names of the imports in a section.</summary>
    /// <param name="end">The end of the section.</param>
    internal IEnumerable<string> Imports(long end) => Entries(end, () =>
    {
        var name = Name();
        Type();
        return name;
    });

    /// <summary>
    /// Reads the exports in a section: the name, the kind, and the index among all definitions of this kind.
    /// </summary>
    /// <param name="end">The end of the section.</param>
    internal IEnumerable<(string Name, byte Kind, uint Index)> Exports(long end) => Entries(end, () =>
    {
        var name = Name();
        var kind = Choice(0x05);
        if (kind == 0x00) Byte();
        var index = Number();
        if (Choice(0x01) == 0x01) Type();
        return (name, kind, index);
    });

    private IEnumerable<T> Entries<T>(long end, Func<T> read)
    {
        for (var count = Number(); count > 0; count--)
        {
            var entry = read();

            // The count may be larger than the section, and the bytes behind it may be many.
            if (Position > end) throw new InvalidDataException($"The section that ends at {end} has more entries than bytes.");
            yield return entry;
        }
    }

    /// <summary>
    /// Reads a name: its kind, the text, and for the kind 0x02 attributes, each with a kind and a text.
    /// </summary>
    internal string Name()
    {
        var kind = Choice(0x02);
        var name = Text();
        if (kind < 0x02) return name;
        for (var count = Number(); count > 0; count--)
        {
            Byte();
            Text();
        }

        return name;
    }

    /// <summary>
    /// Reads the type of an import or export (externtype): its kind, and the index of the type. The kinds are core
    /// module (0x00 0x11), function, value or type with a bound, component and instance. A resource has no index.
    /// </summary>
    internal (byte Kind, uint Index) Type()
    {
        var kind = Choice(0x05);
        if (kind == 0x00) Byte();
        var isResource = kind is 0x02 or 0x03 && Choice(0x01) == 0x01 && kind == 0x03;
        return (kind, isResource ? uint.MaxValue : Number());
    }

    /// <summary>Reads a byte that may not be larger than the last choice.</summary>
    internal byte Choice(byte last) => Byte() is var value && value <= last
        ? value
        : throw new InvalidDataException($"The byte {value:x2} before {Position} has no meaning there.");

    /// <summary>Reads a text in UTF-8 with its length before it.</summary>
    internal string Text()
    {
        var length = Number();
        if (length > LongestName)
        {
            throw new InvalidDataException($"The name at {Position} has {length} bytes; at most {LongestName} are read.");
        }

        var bytes = new byte[length];
        Bytes(bytes);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"The name before {Position} is no UTF-8.", problem);
        }
    }
}
