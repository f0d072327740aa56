using System.Collections.Concurrent;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// The blocks of all layers that are packed at a time, and the threads that compress them: as many as keep the cores busy, and no more, so that memory does not depend on
/// sizes. The threads are its own: those of the thread pool are for what does not take long, and a build that waits for one must not wait for blocks.
/// </summary>
internal sealed class BlockPool : IDisposable
{
    // More would take more memory than a build should.
    private const int MostWorkers = 12;

    // One that is being filled, and one that is being written.
    private const int MoreThanWorkers = 2;

    private readonly ConcurrentDictionary<int, ConcurrentBag<Block>> _free = new();
    private readonly BlockingCollection<Task> _work = [];
    private readonly Lock _growing = new();
    private readonly SemaphoreSlim _left = new(MoreThanWorkers);
    private readonly List<Thread> _workers = [];

    internal BlockPool(int workers) => Grow(workers);

    /// <summary>The threads, of which none is left soon after the end.</summary>
    internal IReadOnlyList<Thread> Workers => _workers;

    /// <summary>Ends the threads when they have done what was given to them.</summary>
    public void Dispose()
    {
        lock (_growing)
        {
            if (_work.IsAddingCompleted) return;
            _work.CompleteAdding();
        }
    }

    /// <summary>Has as many workers from now on, if it has fewer.</summary>
    internal void Grow(int workers)
    {
        lock (_growing)
        {
            while (_workers.Count < Math.Min(workers, MostWorkers) && !_work.IsAddingCompleted)
            {
                var worker = new Thread(Work) { IsBackground = true, Name = nameof(BlockPool) };
                worker.Start();
                _workers.Add(worker);
                _left.Release();
            }
        }
    }

    /// <summary>Does the work in one of the threads.</summary>
    internal Task Run(Action work)
    {
        // What waits for it must not go on in this thread.
        var task = new Task(work, TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(task);
        return task;
    }

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

    private void Work()
    {
        foreach (var task in _work.GetConsumingEnumerable()) task.RunSynchronously(TaskScheduler.Default);
    }
}
