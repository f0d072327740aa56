using System.Runtime.Loader;
using ZstdSharp;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// zstd as machine code that is optimised from the first call (docs/decisions/0019). The runtime first compiles a
/// method without optimisation, and again after many calls, which is too late in a build of a few hundred milliseconds.
/// Methods of an assembly that can be unloaded are optimised at once.
/// </summary>
internal sealed class OptimizedZstd : IDisposable
{
    private static readonly Lazy<Type> Compressors = new(Load);

    private readonly IDisposable _compressor;
    private readonly Wrapping _wrap;

    internal OptimizedZstd(int level)
    {
        _compressor = (IDisposable)Activator.CreateInstance(Compressors.Value, level)!;
        var wrap = Compressors.Value.GetMethod(nameof(Compressor.Wrap), [typeof(ReadOnlySpan<byte>), typeof(Span<byte>)])!;
        _wrap = wrap.CreateDelegate<Wrapping>(_compressor);
    }

    private delegate int Wrapping(ReadOnlySpan<byte> source, Span<byte> target);

    /// <summary>The largest compressed size of so many bytes.</summary>
    internal static int Bound(int length) => Compressor.GetCompressBound(length);

    /// <summary>Compresses the bytes into one frame.</summary>
    /// <returns>The size of the frame in bytes.</returns>
    internal int Wrap(ReadOnlySpan<byte> source, Span<byte> target) => _wrap(source, target);

    public void Dispose() => _compressor.Dispose();

    private static Type Load()
    {
        var path = typeof(Compressor).Assembly.Location;

        // In a single-file app the assembly has no file that could be loaded again.
        if (path.Length == 0) return typeof(Compressor);
        var context = new AssemblyLoadContext(nameof(OptimizedZstd), isCollectible: true);
        return context.LoadFromAssemblyPath(path).GetType(typeof(Compressor).FullName!, throwOnError: true)!;
    }
}
