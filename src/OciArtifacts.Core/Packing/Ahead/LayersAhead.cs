using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing.Ahead;

/// <summary>
/// Packs archives in the background before the plan is known, of files that are expected to be in the artifact. The packer takes an archive where
/// a layer turns out to be made of the same bytes, which it reads itself. All other archives are stopped and deleted.
/// </summary>
/// <param name="folder">The work folder of the packer, an absolute path. An archive is in a folder of its own in it until it is taken.</param>
/// <param name="entryTime">The time of every entry.</param>
/// <param name="workers">How many threads compress.</param>
internal sealed class LayersAhead(string folder, DateTimeOffset entryTime, int workers) : IEarlyArchives
{
    private readonly string _folder = Path.Combine(folder, $"ahead-{Guid.NewGuid():N}");
    private readonly Dictionary<string, EarlyArchive> _archives = new(StringComparer.Ordinal);
    private readonly BlockPool _pool = new(workers);

    /// <summary>Starts to pack an archive. Its failures are ignored here: the packer packs the layer itself and reports them.</summary>
    public void Start(PlannedLayer layer) =>
        _archives.Add(layer.Name, new EarlyArchive(layer, new LayerPacker(_folder, entryTime, DigestCache.Empty(), _pool)));

    /// <summary>Stops and deletes the archives that were not taken. When this returns, no thread reads or writes their files.</summary>
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
