using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// Reads content and checks it on the way: the size while reading, so that no body is endless, and the digest with the last byte
/// (image-spec 1.1, descriptor.md, "Verification"). The last bytes are handed out only where all of it is right.
/// </summary>
internal sealed class VerifyingStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly Descriptor _expected;
    private readonly string _place;
    private readonly ContentHasher _hasher;
    private bool _verified;

    /// <summary>Wraps the stream, which is disposed with this one.</summary>
    /// <param name="inner">What is read.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="place">Where it is, for people.</param>
    /// <exception cref="OciException">Nothing can be checked against the digest's algorithm.</exception>
    internal VerifyingStream(Stream inner, Descriptor expected, string place)
    {
        if (!expected.Digest.IsVerifiable)
        {
            throw new OciException(OciErrorCode.MalformedContent, $"{expected.Digest} cannot be checked: only sha256 and sha512 can.");
        }

        _inner = inner;
        _expected = expected;
        _place = place;
        _hasher = new ContentHasher(expected.Digest.Algorithm);
    }

    /// <summary>The size that the descriptor says, which is the size of what can be read.</summary>
    public override long Length => _expected.Size;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_verified || buffer.IsEmpty) return 0;
        var read = await _inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Append(buffer.Span[..read]);
        if (read > 0 && _hasher.Count < _expected.Size) return read;

        var extra = read == 0 ? 0 : await _inner.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        Verify(_hasher.Count + extra);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_verified || buffer.IsEmpty) return 0;
        var read = _inner.Read(buffer);
        Append(buffer[..read]);
        if (read > 0 && _hasher.Count < _expected.Size) return read;

        var extra = read == 0 ? 0 : _inner.Read(stackalloc byte[1]);
        Verify(_hasher.Count + extra);
        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _hasher.Dispose();
        }

        base.Dispose(disposing);
    }

    internal bool Verifies(Descriptor content) => _expected.Digest == content.Digest && _expected.Size == content.Size;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_hasher.Count + bytes.Length > _expected.Size) throw WrongSize("more");
        _hasher.Append(bytes);
    }

    private void Verify(long count)
    {
        if (count != _expected.Size) throw WrongSize(count > _expected.Size ? "more" : $"only {count}");
        var actual = _hasher.Current();
        if (actual != _expected.Digest)
        {
            throw new OciException(OciErrorCode.ContentMismatch, $"{_place} should be {_expected.Digest}, but is {actual}. It changed, or it was damaged.");
        }

        _verified = true;
    }

    private OciException WrongSize(string actual) =>
        new(OciErrorCode.ContentMismatch, $"{_place} should have {_expected.Size} bytes ({_expected.Digest}), but {actual} were read. It changed, or it was damaged.");
}
