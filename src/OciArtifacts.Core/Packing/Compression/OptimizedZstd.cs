using System.Runtime.Loader;
using ZstdSharp;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// zstd in machine code that is optimised from its first call on (docs/decisions/0019). The runtime compiles methods quickly and badly at first, and again when they have run for
/// a while, which for the few hundred milliseconds of a build is too late; but those of an assembly that could be unloaded it compiles once, and well.
/// </summary>
internal sealed class OptimizedZstd : IDisposable
{
    private static readonly Lazy<Type> Compressors = new(Load);

    private readonly IDisposable _compressor;
    private readonly Wrapping _wrap;

    internal OptimizedZstd(int level)
    {
        _compressor = (IDisposable)Activator.CreateInstance(Compressors.Value, level)!;
        _wrap = Compressors.Value.GetMethod(nameof(Compressor.Wrap), [typeof(ReadOnlySpan<byte>), typeof(Span<byte>)])!.CreateDelegate<Wrapping>(_compressor);
    }

    private delegate int Wrapping(ReadOnlySpan<byte> source, Span<byte> target);

    /// <summary>The most that so many bytes can become.</summary>
    internal static int Bound(int length) => Compressor.GetCompressBound(length);

    /// <summary>Compresses all of it into a frame, and says how many bytes that has.</summary>
    internal int Wrap(ReadOnlySpan<byte> source, Span<byte> target) => _wrap(source, target);

    public void Dispose() => _compressor.Dispose();

    private static Type Load()
    {
        var path = typeof(Compressor).Assembly.Location;

        // In an app of a single file there is nothing to load it from once more.
        if (path.Length == 0) return typeof(Compressor);
        var context = new AssemblyLoadContext(nameof(OptimizedZstd), isCollectible: true);
        return context.LoadFromAssemblyPath(path).GetType(typeof(Compressor).FullName!, throwOnError: true)!;
    }
}
