using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>
/// Reports each piece that is read, and whether it was the last one. So a transfer has no time limit as long as it
/// moves.
/// </summary>
internal sealed class ProgressStream(Stream inner, long size, Action<bool> progress) : ReadOnlyStream
{
    private long _left = size;

    public override long Length { get; } = size;

    public override int Read(Span<byte> buffer) => Passed(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Passed(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Passed(int read)
    {
        _left -= read;
        progress(_left <= 0);
        return read;
    }
}
