namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// Guesses from samples whether a block cannot be compressed, because its content is already compressed or encrypted.
/// </summary>
internal static class EntropySample
{
    private const int SampleSize = 16 * 1024;
    private const int Samples = 4;

    // In bits per byte, of 8. Samples of random bytes have 7.99, programs and texts less than 7.
    private const double Random = 7.97;

    internal static bool LooksRandom(ReadOnlySpan<byte> block)
    {
        if (block.Length < SampleSize) return false;
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        var size = Math.Min(SampleSize, block.Length / Samples);
        for (var i = 0; i < Samples; i++)
        {
            var start = (int)((long)(block.Length - size) * i / (Samples - 1));
            foreach (var value in block.Slice(start, size)) counts[value]++;
        }

        return Entropy(counts, size * Samples) >= Random;
    }

    // Shannon's entropy of single bytes, in bits per byte.
    private static double Entropy(ReadOnlySpan<int> counts, int total)
    {
        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0) bits -= (double)count / total * Math.Log2((double)count / total);
        }

        return bits;
    }
}
