using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>Archives that were packed before the plan was known, of files that were expected to be in the artifact.</summary>
internal interface IEarlyArchives : IDisposable
{
    /// <summary>Compresses with so many threads from now on, because the packer waits for the archives.</summary>
    void Hurry(int threads);

    /// <summary>Moves the archive of a layer to its place, if it was packed of the same files in the same way. Waits for one that is under way.</summary>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="shapeKey">The key of everything except the content of the files.</param>
    /// <param name="contentKey">Computes the key of everything; this reads the files.</param>
    /// <param name="path">The place of the archive, an absolute path.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>What the archive is, or <see langword="null"/> where it has to be packed.</returns>
    CachedLayer? TryTake(string layer, Digest shapeKey, Func<Digest> contentKey, string path, CancellationToken cancellation);
}
