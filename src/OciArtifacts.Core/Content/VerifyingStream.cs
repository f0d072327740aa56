using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>
/// Reads content and verifies it on the way (image-spec 1.1, descriptor.md, "Verification"): the size with each read, so that an
/// endless body fails, and the digest with the last byte. The last bytes are returned only if size and digest are right.
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

    /// <summary>Wraps a stream, and disposes it with this one.</summary>
    /// <param name="inner">The stream to read.</param>
    /// <param name="expected">The descriptor of the expected content.</param>
    /// <param name="place">What messages call the content.</param>
    /// <param name="unreadable">The error code if the stream cannot be read to its end.</param>
    /// <exception cref="OciException">
    /// The algorithm of the digest is not supported (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
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

    /// <summary>The size in the descriptor, in bytes.</summary>
    public override long Length => _expected.Size;

    /// <summary>The number of bytes read so far. Another thread can read it at any time.</summary>
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
            // An asynchronous read of a synchronous file stream switches threads for each block, although the file is mostly in
            // memory. A class derived from FileStream may read in another way, so it is not read synchronously here.
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
            throw new OciException(
                OciErrorCode.ContentMismatch, $"{_place} should be {_expected.Digest}, but is {actual}. It changed, or it was damaged.");
        }

        _verified = true;
    }

    private OciException WrongSize(string actual) => new(
        OciErrorCode.ContentMismatch,
        $"{_place} should have {_expected.Size} bytes ({_expected.Digest}), but {actual} were read. It changed, or it was damaged.");
}
