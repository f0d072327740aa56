using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing.Ahead;

/// <summary>One archive that is packed in the background.</summary>
internal sealed class EarlyArchive : IDisposable
{
    private readonly PlannedLayer _layer;
    private readonly LayerPacker _packer;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<Digest?> _shapeKey = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<Packed?> _packing;

    internal EarlyArchive(PlannedLayer layer, LayerPacker packer)
    {
        (_layer, _packer) = (layer, packer);

        // The archive has its own thread. The thread waits for the threads that compress, and must not take a pool thread from them.
        _packing = Task.Factory.StartNew(Pack, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Dispose()
    {
        BlockingWait.For(_packing);
        _stop.Dispose();
    }

    internal void Stop() => _stop.Cancel();

    /// <summary>Moves the archive to its final place, if its files and settings are the same; otherwise stops the packing.</summary>
    internal CachedLayer? TryTake(Digest shapeKey, Func<Digest> contentKey, string path, CancellationToken cancellation)
    {
        _shapeKey.Task.Wait(cancellation);
        if (_shapeKey.Task.Result != shapeKey)
        {
            Stop();
            return null;
        }

        // If the packing has failed, there is no archive to compare, so the files are not read.
        if (_packing.IsCompleted && _packing.Result is null) return null;
        var key = contentKey();
        _packing.Wait(cancellation);
        return _packing.Result is { } packed && packed.Archive.ContentKey == key && packed.TryMoveTo(path) ? packed.Archive : null;
    }

    private Packed? Pack()
    {
        try
        {
            var (path, archive) = _packer.PackEarly(_layer, shapeKey => _shapeKey.SetResult(shapeKey), _stop.Token);
            return new Packed(path, FileStamp.Of(path), archive);
        }
#pragma warning disable CA1031 // The packer packs the layer again and reports the error.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
        finally
        {
            _shapeKey.TrySetResult(null);
        }
    }

    // The stamp belongs to the complete file. A file that has changed since then is not used.
    private sealed record Packed(string Path, FileStamp? Stamp, CachedLayer Archive)
    {
        internal bool TryMoveTo(string path) => Stamp is not null && FileStamp.Of(Path) == Stamp && AtomicFile.TryMove(Path, path);
    }
}
