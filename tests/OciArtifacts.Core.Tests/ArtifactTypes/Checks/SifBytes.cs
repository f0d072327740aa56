using System.Buffers.Binary;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>Writes Singularity images (apptainer/sif, pkg/sif): the header, the descriptors, then the parts.</summary>
internal static class SifBytes
{
    internal const int Header = 128, Descriptor = 585;

    /// <summary>An image with parts. The first descriptor is unused and has no bytes.</summary>
    internal static byte[] Image(params byte[][] parts)
    {
        var start = Header + (Descriptor * (parts.Length + 1));
        byte[][] descriptors = [.. parts.Select((part, i) => DescriptorOf(start + parts.Take(i).Sum(one => one.Length), part.Length))];
        return
        [
            .. HeaderOf(parts.Length + 1, Header, Descriptor * (parts.Length + 1)),
            .. Unused(),
            .. descriptors.SelectMany(bytes => bytes),
            .. parts.SelectMany(bytes => bytes),
        ];
    }

    internal static byte[] HeaderOf(long total, long start, long size, string version = "01\0")
    {
        var versionBytes = System.Text.Encoding.ASCII.GetBytes(version);
        byte[] bytes = [.. "#!/usr/bin/env run-singularity\n\0"u8, .. "SIF_MAGIC\0"u8, .. versionBytes, .. new byte[83]];
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(88), total);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(96), start);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(104), size);
        return bytes;
    }

    internal static byte[] DescriptorOf(long start, long size)
    {
        var bytes = new byte[Descriptor];
        bytes[4] = 1;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(17), start);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(25), size);
        return bytes;
    }

    // An unused descriptor may hold anything.
    private static byte[] Unused()
    {
        var bytes = DescriptorOf(long.MaxValue, long.MaxValue);
        bytes[4] = 0;
        return bytes;
    }
}
