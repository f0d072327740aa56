using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class HashingStreamTests
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Written_bytes_are_passed_on_counted_and_hashed(bool isAsync)
    {
        using var inner = new MemoryStream();
        await using var stream = new HashingStream(inner);
        var bytes = Sample.Bytes(1000);
        foreach (var piece in bytes.Chunk(300))
        {
            if (isAsync) await stream.WriteAsync(piece, CancellationToken.None);
            else stream.Write(piece);
        }

        Assert.AreSequenceEqual(bytes, inner.ToArray());
        Assert.AreEqual(1000, stream.Length);
        Assert.AreEqual(1000, stream.Position);
        Assert.AreEqual(Digest.Sha256(bytes), stream.Digest);
    }

    [TestMethod]
    public void The_digest_can_be_read_between_writes()
    {
        using var stream = new HashingStream(Stream.Null);
        Assert.AreEqual(Digest.Sha256([]), stream.Digest);
        stream.Write("a"u8);
        Assert.AreEqual(Digest.Sha256("a"u8), stream.Digest);
        stream.Write("b"u8);
        Assert.AreEqual(Digest.Sha256("ab"u8), stream.Digest);
    }

    [TestMethod]
    public void The_inner_stream_stays_open()
    {
        using var inner = new MemoryStream();
        new HashingStream(inner).Dispose();
        Assert.IsTrue(inner.CanWrite);
    }

    [TestMethod]
    public void The_stream_can_only_be_written()
    {
        using var stream = new HashingStream(Stream.Null);
        Assert.AreEqual((false, false, true), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.ThrowsExactly<NotSupportedException>(() => stream.ReadExactly(new byte[1]));
        Assert.ThrowsExactly<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.ThrowsExactly<NotSupportedException>(() => stream.SetLength(0));
        Assert.ThrowsExactly<NotSupportedException>(() => stream.Position = 0);
    }
}
