using System.Collections.Concurrent;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>The blocks of all layers that are packed at a time: as many as keep the cores busy, and no more, so that memory does not depend on sizes.</summary>
internal sealed class BlockPool : IDisposable
{
    // More would take more memory than a build should.
    private const int MostWorkers = 12;

    // One that is being filled, and one that is being written.
    private const int MoreThanWorkers = 2;

    private readonly ConcurrentDictionary<int, ConcurrentBag<Block>> _free = new();
    private readonly SemaphoreSlim _left;

    internal BlockPool(int workers) => _left = new SemaphoreSlim(Math.Min(workers, MostWorkers) + MoreThanWorkers);

    public void Dispose() => _left.Dispose();

    /// <summary>A block, if one is left.</summary>
    internal Block? TryTake(int size) => _left.Wait(0) ? TakeFree(size) : null;

    /// <summary>A block; waits until others have given one back.</summary>
    internal Block Take(int size, CancellationToken cancellation)
    {
        _left.Wait(cancellation);
        return TakeFree(size);
    }

    internal void Return(Block block)
    {
        block.Length = 0;
        block.Output.SetLength(0);
        Free(block.Input.Length).Add(block);
        _left.Release();
    }

    private Block TakeFree(int size) => Free(size).TryTake(out var block) ? block : new Block(size);

    private ConcurrentBag<Block> Free(int size) => _free.GetOrAdd(size, _ => []);
}
