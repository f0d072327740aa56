using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class VerifyingStreamTests
{
    private static readonly byte[] Right = Sample.Bytes(1000);

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(true, 7)]
    [DataRow(true, 1000)]
    [DataRow(true, 5000)]
    [DataRow(false, 1)]
    [DataRow(false, 7)]
    [DataRow(false, 1000)]
    [DataRow(false, 5000)]
    public async Task Right_content_is_read_to_its_end(bool isAsync, int piece) =>
        Assert.AreSequenceEqual(Right, (await ReadAsync(Right, Descriptor.Of("a/b", Right), isAsync, piece)).Handed);

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(true, 300)]
    [DataRow(true, 5000)]
    [DataRow(false, 1)]
    [DataRow(false, 300)]
    [DataRow(false, 5000)]
    public async Task A_wrong_digest_is_noticed_before_the_last_byte_is_handed_out(bool isAsync, int piece)
    {
        byte[] wrong = [.. Right];
        wrong[10] ^= 1;
        await MismatchAsync(wrong, isAsync, piece);
    }

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(true, 5000)]
    [DataRow(false, 1)]
    [DataRow(false, 5000)]
    public async Task Too_little_is_noticed(bool isAsync, int piece)
    {
        var failure = await MismatchAsync(Right[..^1], isAsync, piece);
        Assert.Contains("but only 999 were read", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(true, 1)]
    [DataRow(true, 1000)]
    [DataRow(true, 5000)]
    [DataRow(false, 1)]
    [DataRow(false, 1000)]
    [DataRow(false, 5000)]
    public async Task Too_much_is_noticed_before_the_last_right_byte_is_handed_out(bool isAsync, int piece) =>
        await MismatchAsync([.. Right, 0], isAsync, piece);

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Empty_content_is_checked_too(bool isAsync)
    {
        Assert.IsEmpty((await ReadAsync([], Descriptor.Of("a/b", []), isAsync, 10)).Handed);
        var notEmpty = Descriptor.Of("a/b", "x"u8) with { Size = 0 };
        Assert.AreEqual(OciErrorCode.ContentMismatch, (await ReadAsync([], notEmpty, isAsync, 10)).Failure?.Code);
        Assert.AreEqual(OciErrorCode.ContentMismatch, (await ReadAsync([1], Descriptor.Of("a/b", []), isAsync, 10)).Failure?.Code);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task An_endless_body_is_read_no_further_than_its_size(bool isAsync)
    {
        using var endless = new CountingZeros();
        await using var stream = new VerifyingStream(endless, Descriptor.Of("a/b", new byte[1000]), "It", OciErrorCode.FileAccess);
        var handed = await DrainAsync(stream, isAsync, 100);
        Assert.AreEqual(OciErrorCode.ContentMismatch, handed.Failure?.Code);
        Assert.IsLessThanOrEqualTo(1001, endless.Count);
    }

    [TestMethod]
    public async Task Content_with_a_sha512_digest_is_checked_by_it()
    {
        var content = new Descriptor("a/b", Digest.Sha512(Right), Right.Length);
        Assert.AreSequenceEqual(Right, (await ReadAsync(Right, content, isAsync: true, 100)).Handed);
        Assert.AreEqual(OciErrorCode.ContentMismatch, (await ReadAsync(new byte[1000], content, isAsync: true, 100)).Failure?.Code);
    }

    [TestMethod]
    public void What_cannot_be_checked_is_not_read() => Failure.With(
        OciErrorCode.MalformedContent,
        () => new VerifyingStream(
            new MemoryStream(),
            new Descriptor("a/b", Digest.Parse("blake3:abc"), 3),
            "It",
            OciErrorCode.FileAccess).Dispose());

    [TestMethod]
    public void The_message_says_where_it_is_what_it_should_be_and_what_it_is()
    {
        using var stream = new VerifyingStream(
            new MemoryStream("abd"u8.ToArray()),
            Descriptor.Of("a/b", "abc"u8),
            "The place",
            OciErrorCode.FileAccess);
        var message = Failure.With(OciErrorCode.ContentMismatch, () => stream.ReadExactly(new byte[3])).Message;
        Assert.StartsWith("The place should be", message, StringComparison.Ordinal);
        Assert.Contains(Digest.Sha256("abc"u8).ToString(), message, StringComparison.Ordinal);
        Assert.Contains(Digest.Sha256("abd"u8).ToString(), message, StringComparison.Ordinal);
    }

    [TestMethod]
    public void What_it_wraps_is_disposed_with_it()
    {
        var inner = new MemoryStream();
        new VerifyingStream(inner, Descriptor.Of("a/b", []), "It", OciErrorCode.FileAccess).Dispose();
        Assert.IsFalse(inner.CanRead);
    }

    private static async Task<OciException> MismatchAsync(byte[] bytes, bool isAsync, int piece)
    {
        var (handed, failure) = await ReadAsync(bytes, Descriptor.Of("a/b", Right), isAsync, piece);
        Assert.IsNotNull(failure);
        Assert.AreEqual(OciErrorCode.ContentMismatch, failure.Code);
        Assert.IsLessThan(Right.Length, handed.Length);
        return failure;
    }

    private static async Task<(byte[] Handed, OciException? Failure)> ReadAsync(byte[] bytes, Descriptor content, bool isAsync, int piece)
    {
        await using var stream = new VerifyingStream(new MemoryStream(bytes), content, "It", OciErrorCode.FileAccess);
        return await DrainAsync(stream, isAsync, piece);
    }

    private static async Task<(byte[] Handed, OciException? Failure)> DrainAsync(VerifyingStream stream, bool isAsync, int piece)
    {
        using var handed = new MemoryStream();
        var buffer = new byte[piece];
        try
        {
            while ((isAsync ? await stream.ReadAsync(buffer, CancellationToken.None) : stream.Read(buffer.AsSpan())) is var read and > 0)
            {
                handed.Write(buffer, 0, read);
            }

            return (handed.ToArray(), null);
        }
        catch (OciException failure)
        {
            return (handed.ToArray(), failure);
        }
    }

    private sealed class CountingZeros : ReadOnlyStream
    {
        internal int Count { get; private set; }

        public override long Length => throw new NotSupportedException();

        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            Count += buffer.Length;
            return buffer.Length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}
