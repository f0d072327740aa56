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
    private readonly OciErrorCode _unreadable;
    private readonly ContentHasher _hasher;
    private long _count;
    private bool _verified;

    /// <summary>Wraps the stream, which is disposed with this one.</summary>
    /// <param name="inner">What is read.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="place">Where it is, for people.</param>
    /// <param name="unreadable">What it means where it cannot be read to its end.</param>
    /// <exception cref="OciException">Nothing can be checked against the digest's algorithm.</exception>
    internal VerifyingStream(Stream inner, Descriptor expected, string place, OciErrorCode unreadable)
    {
        if (!expected.Digest.IsVerifiable)
        {
            throw new OciException(OciErrorCode.MalformedContent, $"{expected.Digest} cannot be checked: only sha256 and sha512 can.");
        }

        _inner = inner;
        _expected = expected;
        _place = place;
        _unreadable = unreadable;
        _hasher = new ContentHasher(expected.Digest.Algorithm);
    }

    /// <summary>The size that the descriptor says, which is the size of what can be read.</summary>
    public override long Length => _expected.Size;

    /// <summary>How many bytes were read so far. May be asked while somebody reads.</summary>
    internal long BytesRead => Interlocked.Read(ref _count);

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_verified || buffer.IsEmpty) return 0;
        var read = await ReadInnerAsync(buffer, cancellationToken).ConfigureAwait(false);
        Append(buffer.Span[..read]);
        if (read > 0 && _count < _expected.Size) return read;

        var extra = read == 0 ? 0 : await ReadInnerAsync(new byte[1], cancellationToken).ConfigureAwait(false);
        Verify(_count + extra);
        return read;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_verified || buffer.IsEmpty) return 0;
        var read = ReadInner(buffer);
        Append(buffer[..read]);
        if (read > 0 && _count < _expected.Size) return read;

        var extra = read == 0 ? 0 : ReadInner(stackalloc byte[1]);
        Verify(_count + extra);
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

    private async ValueTask<int> ReadInnerAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            // Read in place: a file that is not opened for asynchronous reading takes a thread switch a piece, and is in memory most often. What is
            // derived of a file has ways of its own.
            if (_inner is FileStream { IsAsync: false } file && file.GetType() == typeof(FileStream)) return file.Read(buffer.Span);
            return await _inner.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (IOException problem)
        {
            throw CannotRead(problem);
        }
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return _inner.Read(buffer);
        }
        catch (IOException problem)
        {
            throw CannotRead(problem);
        }
    }

    private OciException CannotRead(IOException problem) =>
        new(_unreadable, $"{_place} cannot be read to its end: {problem.Message}", problem);

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_count + bytes.Length > _expected.Size) throw WrongSize("more");
        _hasher.Append(bytes);
        Interlocked.Add(ref _count, bytes.Length);
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
