using System.Buffers.Binary;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// Checks the header and the descriptors of a Singularity image (apptainer/sif v2.24, pkg/sif). They tell where the
/// parts of the file are, and therefore where the file has to end.
/// </summary>
internal static class SifImage
{
    /// <summary>The length of the header in bytes.</summary>
    internal const int HeaderLength = 128;

    private const int DescriptorLength = 585;

    // The tools write 48 descriptors right behind the header. Descriptors far behind it are not checked: content of a
    // registry has to be read from its beginning.
    private const int MostRead = 4 * 1024 * 1024;

    private const int VersionAt = 42, TotalAt = 88, DescriptorsAt = 96, DescriptorsSizeAt = 104;
    private const int IsUsedAt = 4, PartAt = 17, PartSizeAt = 25;

    /// <summary>The end of a sentence that says what is wrong with the image, or <see langword="null"/>.</summary>
    /// <param name="head">The first bytes of the file, with the whole header unless the file is shorter.</param>
    /// <param name="rest">The bytes that follow.</param>
    /// <param name="length">The length of the file in bytes.</param>
    /// <param name="cancellation">Stops the check.</param>
    internal static async Task<string?> ProblemAsync(ReadOnlyMemory<byte> head, Stream rest, long length, CancellationToken cancellation)
    {
        if (HeaderProblem(head.Span, length) is { } problem) return problem;
        var (total, start) = (NumberAt(head.Span, TotalAt), NumberAt(head.Span, DescriptorsAt));
        var end = start + (total * DescriptorLength);
        if (end > MostRead) return null;
        var bytes = new byte[Math.Max(end, head.Length)];
        head.CopyTo(bytes);
        await rest.ReadExactlyAsync(bytes.AsMemory(head.Length), cancellation).ConfigureAwait(false);
        for (var at = start; at < end; at += DescriptorLength)
        {
            if (PartProblem(bytes.AsSpan((int)at, DescriptorLength), length) is { } part) return part;
        }

        return null;
    }

    private static string? HeaderProblem(ReadOnlySpan<byte> head, long length)
    {
        if (length < HeaderLength) return $"it has {length} bytes, and the header alone has {HeaderLength}. It is cut off";
        if (!head[VersionAt..].StartsWith("01\0"u8)) return "the version in its header is not 01, the only one that there is";
        var (total, start, size) = (NumberAt(head, TotalAt), NumberAt(head, DescriptorsAt), NumberAt(head, DescriptorsSizeAt));
        if (total < 0 || start < HeaderLength || size < 0 || total > size / DescriptorLength)
        {
            return $"its header has {total} descriptors of {DescriptorLength} bytes in {size} bytes at {start}, which cannot be";
        }

        return start > length - size ? $"its descriptors end at {(Int128)start + size}, and it has {length} bytes. It is cut off" : null;
    }

    private static string? PartProblem(ReadOnlySpan<byte> descriptor, long length)
    {
        if (descriptor[IsUsedAt] == 0) return null;
        var (start, size) = (NumberAt(descriptor, PartAt), NumberAt(descriptor, PartSizeAt));
        if (start < 0 || size < 0) return $"one of its descriptors has {size} bytes at {start}, which cannot be";
        return start > length - size ? $"a part of it ends at {(Int128)start + size}, and it has {length} bytes. It is cut off" : null;
    }

    private static long NumberAt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
