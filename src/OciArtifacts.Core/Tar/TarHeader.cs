using System.Text;

namespace OciArtifacts.Core.Tar;

/// <summary>
/// Writes the headers of a tar archive (POSIX.1-2024, pax, "ustar Interchange Format"). They are the same on every
/// machine: owner 0, no user names, no process id. A pax record with a fixed name stands before the header if the path
/// is long or not ASCII, or the size is 8 GiB or more.
/// </summary>
internal static class TarHeader
{
    internal const int BlockSize = 512;

    /// <summary>The end of an archive: two blocks of zeros.</summary>
    internal static ReadOnlySpan<byte> End => new byte[2 * BlockSize];

    private const long UstarSizeLimit = 1L << 33;
    private const int NameLength = 100;

    internal static byte[] ForFile(string path, long size, UnixFileMode mode, long time) => For(path, size, mode, time, '0');

    internal static byte[] ForFolder(string path, long time) => For(path + "/", 0, TarMode.Folder, time, '5');

    private static byte[] For(string path, long size, UnixFileMode mode, long time, char type)
    {
        var records = PaxRecords(path, size);
        var name = Encoding.UTF8.GetBytes(path);
        using var header = new MemoryStream();
        if (records.Length > 0)
        {
            header.Write(Block("PaxHeader"u8, records.Length, TarMode.Plain, time, 'x'));
            header.Write(records);
            header.Write(new byte[PaddingAfter(records.Length)]);
            if (name.Length > NameLength) name = name[..NameLength];
        }

        header.Write(Block(name, size < UstarSizeLimit ? size : 0, mode, time, type));
        return header.ToArray();
    }

    /// <summary>How many zero bytes follow content of that size, to fill the last block.</summary>
    internal static int PaddingAfter(long size) => (int)((BlockSize - (size % BlockSize)) % BlockSize);

    private static byte[] PaxRecords(string path, long size)
    {
        var records = new StringBuilder();
        if (!Ascii.IsValid(path) || path.Length > NameLength) records.Append(PaxRecord("path", path));
        if (size >= UstarSizeLimit) records.Append(PaxRecord("size", $"{size}"));
        return Encoding.UTF8.GetBytes(records.ToString());
    }

    // Writes "<length> <key>=<value>\n". The length includes its own digits.
    private static string PaxRecord(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var bytes = Encoding.UTF8.GetByteCount(rest);
        var length = bytes + $"{bytes}".Length;
        if ($"{length}".Length > $"{bytes}".Length) length = bytes + $"{length}".Length;
        return $"{length}{rest}";
    }

    private static byte[] Block(ReadOnlySpan<byte> name, long size, UnixFileMode mode, long time, char type)
    {
        var block = new byte[BlockSize];
        name.CopyTo(block);
        Octal(block.AsSpan(100, 8), (int)mode);
        Octal(block.AsSpan(108, 8), 0);
        Octal(block.AsSpan(116, 8), 0);
        Octal(block.AsSpan(124, 12), size);
        Octal(block.AsSpan(136, 12), time);
        block.AsSpan(148, 8).Fill((byte)' ');
        block[156] = (byte)type;
        "ustar\0"u8.CopyTo(block.AsSpan(257));
        "00"u8.CopyTo(block.AsSpan(263));
        Octal(block.AsSpan(329, 8), 0);
        Octal(block.AsSpan(337, 8), 0);

        // The field of the checksum counts as spaces. The checksum is six octal digits, a zero byte and a space.
        var sum = 0;
        foreach (var b in block) sum += b;
        Octal(block.AsSpan(148, 7), sum);
        return block;
    }

    private static void Octal(Span<byte> field, long value)
    {
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3)
        {
            field[i] = (byte)('0' + (value & 7));
        }

        field[^1] = 0;
    }
}
