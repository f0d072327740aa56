using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing.Ahead;

/// <summary>
/// Packs expected layers in the background, before the plan is known. The packer uses an archive only if it finds that the
/// layer has the same settings and files, which it reads again to compare them. All other archives are stopped and deleted.
/// </summary>
/// <param name="folder">The work folder of the packer, an absolute path. Early archives are in a separate folder inside it.</param>
/// <param name="entryTime">The time of every entry.</param>
/// <param name="workers">The number of threads that compress.</param>
internal sealed class LayersAhead(string folder, DateTimeOffset entryTime, int workers) : IEarlyArchives
{
    private readonly string _folder = Path.Combine(folder, $"ahead-{Guid.NewGuid():N}");
    private readonly Dictionary<string, EarlyArchive> _archives = new(StringComparer.Ordinal);
    private readonly BlockPool _pool = new(workers);

    /// <summary>Starts to pack an archive. Errors are ignored here: the packer packs the layer again and reports the error.</summary>
    public void Start(PlannedLayer layer) =>
        _archives.Add(layer.Name, new EarlyArchive(layer, new LayerPacker(_folder, entryTime, DigestCache.Empty(), _pool)));

    /// <summary>Stops and deletes the unused archives. When this returns, no thread reads or writes their files.</summary>
    public void Dispose()
    {
        foreach (var archive in _archives.Values) archive.Stop();
        foreach (var archive in _archives.Values) archive.Dispose();
        _archives.Clear();
        _pool.Dispose();
        AtomicFile.DiscardFolder(_folder);
    }

    /// <inheritdoc/>
    public void Hurry(int threads) => _pool.Grow(threads);

    /// <inheritdoc/>
    public CachedLayer? TryTake(string layer, Digest shapeKey, Func<Digest> contentKey, string path, CancellationToken cancellation) =>
        _archives.TryGetValue(layer, out var archive) ? archive.TryTake(shapeKey, contentKey, path, cancellation) : null;
}
