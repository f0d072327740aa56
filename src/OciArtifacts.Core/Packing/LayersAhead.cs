using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;

namespace OciArtifacts.Core.Packing;

/// <summary>
/// Archives that are packed in the background before it is known what the artifact will be, from files that are expected to get into it. An <see cref="ArtifactPacker"/>
/// takes one over where a layer turns out to be made of the same: of the same bytes, which it reads, and not of files that are believed to be. The others are stopped.
/// </summary>
/// <param name="folder">The work folder of the packer, an absolute path. What is packed here has a folder of its own in it until it is taken over.</param>
/// <param name="entryTime">The time of every entry.</param>
/// <param name="workers">How many threads compress.</param>
public sealed class LayersAhead(string folder, DateTimeOffset entryTime, int workers) : IDisposable
{
    private static readonly Task<ArchiveAhead?> Nothing = Task.FromResult<ArchiveAhead?>(null);

    private readonly string _folder = Path.Combine(folder, $"ahead-{Guid.NewGuid():N}");
    private readonly Dictionary<string, Begun> _begun = new(StringComparer.Ordinal);
    private readonly BlockPool _pool = new(workers);

    /// <summary>Begins to pack an archive of that name. What goes wrong is nobody's concern: whoever wants the layer packs it then.</summary>
    public void Begin(PlannedLayer layer) => _begun.Add(layer.Name, new Begun(layer, new LayerPacker(_folder, entryTime, DigestCache.Empty(), _pool)));

    /// <summary>Stops what nobody has taken, and deletes it. When this returns, no file is read or written any more.</summary>
    public void Dispose()
    {
        foreach (var begun in _begun.Values) begun.Stop();
        foreach (var begun in _begun.Values) begun.Dispose();
        _begun.Clear();
        _pool.Dispose();
        AtomicFile.DiscardFolder(_folder);
    }

    /// <summary>Whether an archive of that name was begun that has this outline; one that has another is stopped.</summary>
    /// <param name="name">The name of the layer.</param>
    /// <param name="outline">What the archive is made of, but for the content of its files.</param>
    /// <param name="cancellation">The caller's.</param>
    /// <param name="packing">The archive when it is whole, or nothing where it could not be packed.</param>
    internal bool TryFind(string name, Digest outline, CancellationToken cancellation, out Task<ArchiveAhead?> packing)
    {
        packing = Nothing;
        return _begun.TryGetValue(name, out var begun) && begun.TryFind(outline, cancellation, out packing);
    }

    /// <summary>Compresses with so many threads from now on: somebody waits for it.</summary>
    internal void Hurry(int threads) => _pool.Grow(threads);

    private sealed class Begun : IDisposable
    {
        private readonly PlannedLayer _layer;
        private readonly LayerPacker _packer;
        private readonly CancellationTokenSource _stop = new();
        private readonly TaskCompletionSource<Digest?> _outline = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Task<ArchiveAhead?> _packing;

        internal Begun(PlannedLayer layer, LayerPacker packer)
        {
            (_layer, _packer) = (layer, packer);

            // In a thread of its own: who writes an archive waits for those that compress, and must not keep them from a thread.
            _packing = Task.Factory.StartNew(Pack, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        public void Dispose()
        {
            ((IAsyncResult)_packing).AsyncWaitHandle.WaitOne();
            _stop.Dispose();
        }

        internal void Stop() => _stop.Cancel();

        internal bool TryFind(Digest outline, CancellationToken cancellation, out Task<ArchiveAhead?> packing)
        {
            packing = _packing;
            _outline.Task.Wait(cancellation);
            if (_outline.Task.Result == outline) return true;
            Stop();
            return false;
        }

        private ArchiveAhead? Pack()
        {
            try
            {
                return _packer.PackAhead(_layer, outline => _outline.SetResult(outline), _stop.Token);
            }
#pragma warning disable CA1031 // Whoever packs the layer meets the same again, and has words for it.
            catch (Exception)
#pragma warning restore CA1031
            {
                return null;
            }
            finally
            {
                _outline.TrySetResult(null);
            }
        }
    }
}
