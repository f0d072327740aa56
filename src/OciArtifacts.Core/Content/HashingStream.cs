using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Writes bytes to another stream, and hashes and counts them on the way.</summary>
internal sealed class HashingStream(Stream inner) : WriteOnlyStream
{
    private readonly ContentHasher _hasher = new();

    public override long Length => _hasher.Count;

    /// <summary>The digest of the bytes written so far.</summary>
    internal Digest Digest => _hasher.Current();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        _hasher.Append(buffer);
    }

    public override void Flush() => inner.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hasher.Dispose();
        base.Dispose(disposing);
    }
}
