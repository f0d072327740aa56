using System.Security.Cryptography;
using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Packing.Caching;

/// <summary>
/// A small binary file that one run leaves for the next: a mark, which names the format and its version, a body, and
/// the sha256 of both. A missing, damaged or outdated file is treated as absent.
/// </summary>
/// <remarks>
/// A build that has nothing to do reads such files before anything else, so no serializer is loaded for them.
/// </remarks>
internal static class SealedFile
{
    /// <summary>Replaces the file. Readers see the old file or the new one, never a part.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="mark">The format and its version. A format that changes gets another mark.</param>
    /// <param name="writeBody">Writes the body.</param>
    /// <returns>The seal: the sha256 of mark and body, which tells this file from that of another run.</returns>
    /// <exception cref="OciException">The file cannot be written (<see cref="OciErrorCode.FileAccess"/>).</exception>
    internal static Digest Write(string path, ReadOnlySpan<byte> mark, Action<BinaryWriter> writeBody)
    {
        using var buffer = new MemoryStream();
        buffer.Write(mark);
        using var output = new BinaryWriter(buffer, Encoding.UTF8);
        writeBody(output);
        var seal = SHA256.HashData(Written(buffer).Span);
        output.Write(seal);
        AtomicFile.WriteAllBytes(path, Written(buffer));
        return Digest.FromHash(Digest.Sha256Name, seal);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file, an absolute path.</param>
    /// <param name="mark">The format and version that the caller understands.</param>
    /// <param name="readBody">
    /// Makes the result of the body and the seal. <see langword="null"/> refuses the file.
    /// </param>
    /// <returns>
    /// What <paramref name="readBody"/> returned; <see langword="null"/> where the file is missing, damaged or
    /// outdated.
    /// </returns>
    internal static T? Read<T>(string path, ReadOnlySpan<byte> mark, Func<BinaryReader, Digest, T?> readBody)
        where T : class
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var end = bytes.Length - SHA256.HashSizeInBytes;
            if (end < mark.Length || !bytes.AsSpan().StartsWith(mark)) return null;
            Span<byte> seal = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes.AsSpan(0, end), seal);
            if (!seal.SequenceEqual(bytes.AsSpan(end))) return null;
            using var input = new BinaryReader(new MemoryStream(bytes, mark.Length, end - mark.Length), Encoding.UTF8);
            return readBody(input, Digest.FromHash(Digest.Sha256Name, seal));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Written(MemoryStream buffer) => buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
}
