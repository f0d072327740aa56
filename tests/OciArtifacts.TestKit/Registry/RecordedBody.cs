using Microsoft.AspNetCore.Connections;

namespace OciArtifacts.TestKit.Registry;

/// <summary>The request body. It counts the bytes for the log, and ends where a fault cuts it off.</summary>
internal sealed class RecordedBody(Stream inner, RecordedRequest record) : Stream
{
    private long _left = long.MaxValue;
    private bool _isStalling;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    internal void AbortAfter(long bytes) => _left = bytes;

    internal void StallAfter(long bytes) => (_left, _isStalling) = (bytes, true);

    /// <summary>Reads the rest of the body, without faults and without counting.</summary>
    internal Task DrainAsync(CancellationToken cancellation) => inner.CopyToAsync(Null, cancellation);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left <= 0)
        {
            if (_isStalling) await record.StallEnd.Task.WaitAsync(cancellationToken);
            throw new ConnectionAbortedException("A fault cut the body off.");
        }
        var wanted = (int)Math.Min(buffer.Length, _left);
        var read = await inner.ReadAsync(buffer[..wanted], cancellationToken);
        _left -= read;
        record.CountBody(read);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
