using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Packing.Compression;

/// <summary>
/// Compresses the bytes that are written to it, in blocks of one size: the threads of the pool compress several blocks
/// at a time, and the stream writes them in their order. The output does not depend on the number of threads. Write to
/// it in a thread that may block for long.
/// </summary>
internal sealed class BlockStream(IBlockCodec codec, Stream output, BlockPool pool, CancellationToken cancellation) : WriteOnlyStream
{
    private readonly Queue<(Block Block, Task Work)> _submitted = new();
    private Block? _filling;
    private bool _hasWrittenBegin;

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

    /// <summary>Writes the remaining blocks and the end of the format. The output is incomplete without it.</summary>
    internal void Complete()
    {
        if (_filling is not null) Submit();
        while (_submitted.Count > 0) WriteOldest();
        Begin();
        output.Write(codec.End().Span);
    }

    protected override void Dispose(bool disposing)
    {
        // After a failure, threads may still write to blocks: a block is free again when its work has ended.
        if (_filling is not null) pool.Return(_filling);
        foreach (var (block, work) in _submitted)
        {
            BlockingWait.For(work);
            pool.Return(block);
        }

        _filling = null;
        _submitted.Clear();
        base.Dispose(disposing);
    }

    private Block NextBlock()
    {
        while (_submitted.TryPeek(out var oldest) && oldest.Work.IsCompleted) WriteOldest();
        while (true)
        {
            if (pool.TryTake(codec.BlockSize) is { } block) return block;
            if (_submitted.Count == 0) return pool.Take(codec.BlockSize, cancellation);
            WriteOldest();
        }
    }

    private void Submit()
    {
        cancellation.ThrowIfCancellationRequested();
        var block = _filling!;
        _filling = null;
        codec.Watch(block.Content);
        _submitted.Enqueue((block, pool.Run(() => Compress(block))));
    }

    // A cancelled stream drops the blocks that its threads have not begun.
    private void Compress(Block block)
    {
        if (!cancellation.IsCancellationRequested) codec.Compress(block.Content, block.Output);
    }

    private void WriteOldest()
    {
        Begin();
        var (block, work) = _submitted.Peek();
        work.GetAwaiter().GetResult();
        cancellation.ThrowIfCancellationRequested();
        output.Write(block.Output.GetBuffer().AsSpan(0, (int)block.Output.Length));
        _submitted.Dequeue();
        pool.Return(block);
    }

    private void Begin()
    {
        if (!_hasWrittenBegin) output.Write(codec.Begin().Span);
        _hasWrittenBegin = true;
    }
}
