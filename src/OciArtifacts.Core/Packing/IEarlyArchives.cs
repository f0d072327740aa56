using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>Archives of expected layers, packed before the plan is known.</summary>
internal interface IEarlyArchives : IDisposable
{
    /// <summary>Compresses with more threads, because the packer now waits for the archives.</summary>
    /// <param name="threads">The number of threads.</param>
    void Hurry(int threads);

    /// <summary>
    /// Moves the early archive of a layer to its final place, if its files and settings are the same. Waits for an archive
    /// that is still being packed.
    /// </summary>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="shapeKey">The key of everything except the content of the files.</param>
    /// <param name="contentKey">Reads the files and computes the key of everything.</param>
    /// <param name="path">The final place of the archive, an absolute path.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The digests and the size of the archive; <see langword="null"/> if the packer has to pack it.</returns>
    CachedLayer? TryTake(string layer, Digest shapeKey, Func<Digest> contentKey, string path, CancellationToken cancellation);
}
