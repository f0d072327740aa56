using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Registry;

/// <summary>Tells of each piece that is read, so that a transfer may take as long as it moves.</summary>
internal sealed class ProgressStream(Stream inner, Action progress) : ReadOnlyStream
{
    public override long Length => inner.Length;

    public override int Read(Span<byte> buffer)
    {
        progress();
        return inner.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        progress();
        return inner.ReadAsync(buffer, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
