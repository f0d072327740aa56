using Microsoft.Win32.SafeHandles;
using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Layout;

/// <summary>A section of a file as a stream. Several sections can be read from one handle at the same time.</summary>
internal sealed class FileSection(SafeFileHandle file, long offset, long size) : ReadOnlyStream
{
    private long _read;

    public override long Length => size;

    public override int Read(Span<byte> buffer)
    {
        var wanted = (int)Math.Min(buffer.Length, size - _read);
        var read = RandomAccess.Read(file, buffer[..wanted], offset + _read);
        _read += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, size - _read);
        var read = await RandomAccess.ReadAsync(file, buffer[..wanted], offset + _read, cancellationToken).ConfigureAwait(false);
        _read += read;
        return read;
    }
}
