using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// Compresses what is written to it, by all cores, into an output that does not depend on how many there are: blocks of one size are compressed side by
/// side and written in their order. Whoever writes waits for them in a thread of its own.
/// </summary>
internal sealed class BlockStream(IBlockCodec codec, Stream output, BlockPool pool, CancellationToken cancellation) : WriteOnlyStream
{
    private readonly Queue<(Block Block, Task Work)> _underWay = new();
    private Block? _filling;
    private bool _hasBegun;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            _filling ??= NextBlock();
            var count = Math.Min(buffer.Length, codec.BlockSize - _filling.Length);
            buffer[..count].CopyTo(_filling.Input.AsSpan(_filling.Length));
            _filling.Length += count;
            buffer = buffer[count..];
            if (_filling.Length == codec.BlockSize) Submit();
        }
    }

    /// <summary>Writes what is left, and the end. Without it what was written is not whole.</summary>
    internal void Complete()
    {
        if (_filling is not null) Submit();
        while (_underWay.Count > 0) WriteOldest();
        Begin();
        output.Write(codec.End().Span);
    }

    protected override void Dispose(bool disposing)
    {
        // After a failure blocks may be under way: they are given back when nobody writes to them any more.
        if (_filling is not null) pool.Return(_filling);
        foreach (var (block, work) in _underWay)
        {
            ((IAsyncResult)work).AsyncWaitHandle.WaitOne();
            pool.Return(block);
        }

        _filling = null;
        _underWay.Clear();
        base.Dispose(disposing);
    }

    private Block NextBlock()
    {
        while (_underWay.TryPeek(out var oldest) && oldest.Work.IsCompleted) WriteOldest();
        while (true)
        {
            if (pool.TryTake(codec.BlockSize) is { } block) return block;
            if (_underWay.Count == 0) return pool.Take(codec.BlockSize, cancellation);
            WriteOldest();
        }
    }

    private void Submit()
    {
        cancellation.ThrowIfCancellationRequested();
        var block = _filling!;
        _filling = null;
        codec.Watch(block.Content);
        _underWay.Enqueue((block, pool.Run(() => Compress(block))));
    }

    // Nobody wants the blocks that were given to the threads before it was cancelled.
    private void Compress(Block block)
    {
        if (!cancellation.IsCancellationRequested) codec.Compress(block.Content, block.Output);
    }

    private void WriteOldest()
    {
        Begin();
        var (block, work) = _underWay.Peek();
        work.GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        output.Write(block.Output.GetBuffer().AsSpan(0, (int)block.Output.Length));
        _underWay.Dequeue();
        pool.Return(block);
    }

    private void Begin()
    {
        if (!_hasBegun) output.Write(codec.Begin().Span);
        _hasBegun = true;
    }
}
