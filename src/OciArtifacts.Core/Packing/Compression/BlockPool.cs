using System.Collections.Concurrent;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// The threads that compress blocks, and the blocks of all layers that are packed at the same time. There are only as
/// many blocks as keep the threads busy, so memory does not depend on the sizes of the layers. The threads are not
/// those of the thread pool: compressing would occupy them for long, and other work of the build waits for them.
/// </summary>
internal sealed class BlockPool : IDisposable
{
    // More workers would take too much memory for a build.
    private const int MaxWorkers = 12;

    // One block is being filled, and one is being written.
    private const int ExtraBlocks = 2;

    private readonly ConcurrentDictionary<int, ConcurrentBag<Block>> _free = new();
    private readonly BlockingCollection<Task> _work = [];
    private readonly Lock _growing = new();
    private readonly SemaphoreSlim _left = new(ExtraBlocks);
    private readonly List<Thread> _workers = [];

    internal BlockPool(int workers) => Grow(workers);

    /// <summary>The threads. They end soon after <see cref="Dispose"/>.</summary>
    internal IReadOnlyList<Thread> Workers => _workers;

    /// <summary>Ends the threads after the work that was already given to them.</summary>
    public void Dispose()
    {
        lock (_growing)
        {
            if (_work.IsAddingCompleted) return;
            _work.CompleteAdding();
        }
    }

    /// <summary>Adds threads until there are so many. A pool with more keeps them.</summary>
    internal void Grow(int workers)
    {
        lock (_growing)
        {
            while (_workers.Count < Math.Min(workers, MaxWorkers) && !_work.IsAddingCompleted)
            {
                var worker = new Thread(Work) { IsBackground = true, Name = nameof(BlockPool) };
                worker.Start();
                _workers.Add(worker);
                _left.Release();
            }
        }
    }

    /// <summary>Does the work in one of the threads.</summary>
    /// <returns>A task that completes with the work.</returns>
    internal Task Run(Action work)
    {
        // Code that awaits the task must not continue in this thread.
        var task = new Task(work, TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(task);
        return task;
    }

    /// <summary>Takes a free block of the size in bytes; <see langword="null"/> where all are in use.</summary>
    internal Block? TryTake(int size) => _left.Wait(0) ? TakeFree(size) : null;

    /// <summary>Takes a block of the size in bytes, and waits until one is free.</summary>
    internal Block Take(int size, CancellationToken cancellation)
    {
        _left.Wait(cancellation);
        return TakeFree(size);
    }

    /// <summary>Makes the block free again.</summary>
    internal void Return(Block block)
    {
        block.Length = 0;
        block.Output.SetLength(0);
        Free(block.Input.Length).Add(block);
        _left.Release();
    }

    private Block TakeFree(int size) => Free(size).TryTake(out var block) ? block : new Block(size);

    private ConcurrentBag<Block> Free(int size) => _free.GetOrAdd(size, _ => []);

    private void Work()
    {
        foreach (var task in _work.GetConsumingEnumerable()) task.RunSynchronously(TaskScheduler.Default);
    }
}
