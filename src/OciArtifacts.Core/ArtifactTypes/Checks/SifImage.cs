using System.Buffers.Binary;

namespace OciArtifacts.Core.ArtifactTypes.Checks;

/// <summary>
/// The header and the descriptors of a Singularity image (apptainer/sif v2.24, pkg/sif): by them its readers find the parts of the file, so they tell where it has to end.
/// </summary>
internal static class SifImage
{
    /// <summary>How many bytes the header has.</summary>
    internal const int HeaderLength = 128;

    private const int DescriptorLength = 585;

    // The tools write the descriptors behind the header, 48 of them. What is further behind is not read: a registry has no place to jump to.
    private const int MostRead = 4 * 1024 * 1024;

    private const int VersionAt = 42, TotalAt = 88, DescriptorsAt = 96, DescriptorsSizeAt = 104;
    private const int IsUsedAt = 4, PartAt = 17, PartSizeAt = 25;

    /// <summary>What is wrong with the image, or <see langword="null"/>.</summary>
    /// <param name="head">Its first bytes, at least the header where it has that many, which begin with the launcher and the magic.</param>
    /// <param name="rest">What follows them.</param>
    /// <param name="length">How many bytes the file has.</param>
    /// <param name="cancellation">The caller's.</param>
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
        if (total < 0 || start < HeaderLength || size < 0 || total > size / DescriptorLength) return $"its header has {total} descriptors of {DescriptorLength} bytes in {size} bytes at {start}, which cannot be";
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
