namespace OciArtifacts.Core.Tests;

/// <summary>
/// A file on a disk with little space. As on a real disk, buffered bytes fail when they are flushed or when the file is
/// closed.
/// </summary>
internal sealed class FullDisk(string path, int room, int bufferSize = 0) : FileStream(
    path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0)
{
    private readonly List<byte> _gathered = [];

    /// <summary>What the system reports if there is no space.</summary>
    internal static IOException Failure(string path) =>
        new($"No space left on device : '{path}'", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _gathered.AddRange(buffer);
        if (_gathered.Count > bufferSize) Empty();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        Empty();
        base.Flush();
    }

    public override void SetLength(long value)
    {
        Empty();
        base.SetLength(value);
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            if (disposing) Empty();
        }
        finally
        {
            _gathered.Clear();
            base.Dispose(disposing);
        }
    }

    private void Empty()
    {
        if (_gathered.Count == 0) return;
        if (Position + _gathered.Count > room) throw Failure(Name);
        base.Write([.. _gathered], 0, _gathered.Count);
        _gathered.Clear();
    }
}
