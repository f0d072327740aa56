using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>A failure of the source of a blob is not a failure of the registry.</summary>
[TestClass]
public sealed class UploadSourceTests
{
    [TestMethod]
    [DataRow(null)]
    [DataRow(1000L)]
    public async Task A_source_that_fails_is_reported_as_itself_and_not_tried_again(long? chunkSize)
    {
        await using var peer = await RegistryPeer.StartAsync(client: RegistryPeer.Anonymous with { ChunkSize = chunkSize });
        var problem = new OciException(OciErrorCode.FileAccess, "The disk is gone.");
        var blob = peer.AddBlob(2000);
        var source = RawSource.FailingAfter(Sample.Bytes(1500), problem);
        Assert.AreSame(problem, await Failure.WithAsync(
            OciErrorCode.FileAccess, () => peer.Repository.PutAsync(blob, source, CancellationToken.None)));
        Assert.AreSequenceEqual(
            chunkSize is null ? ["POST 202", "DELETE 204"] : ["POST 202", "PATCH 0-999 202", "DELETE 204"], peer.AnsweredTrace());
        Assert.AreEqual(chunkSize is null ? 3 : 4, peer.Client.Requests);
        peer.AssertHasNot(blob);
    }

    [TestMethod]
    public async Task A_source_that_cannot_be_opened_is_reported_as_itself()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var nowhere = Descriptor.Of("text/plain", "nowhere"u8);
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => peer.PutAsync(nowhere));
        Assert.AreSequenceEqual(["POST 202", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(1000L)]
    public async Task Wrong_bytes_are_never_completed(long? chunkSize)
    {
        var right = Sample.Bytes(2000);
        byte[] other = [.. right];
        other[^1] ^= 1;
        foreach (var wrong in new[] { other, right[..^1], [.. right, 0], [] })
        {
            await using var peer = await RegistryPeer.StartAsync(client: RegistryPeer.Anonymous with { ChunkSize = chunkSize });
            await AssertNeverAsync(peer, Descriptor.Of("a/b", right), wrong);
        }
    }

    [TestMethod]
    public async Task A_blob_of_nothing_is_checked_too()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await AssertNeverAsync(peer, Descriptor.Of("a/b", []), [1]);
    }

    [TestMethod]
    public async Task A_source_is_read_again_where_something_has_to_be_sent_again()
    {
        var opened = 0;
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", new FaultAnswer { AbortAfterBodyBytes = 1000 }));
        var blob = peer.AddBlob(2000);
        await peer.Repository.PutAsync(blob, new RawSource(() => Opened()), CancellationToken.None);
        Assert.AreEqual(2, opened);
        peer.AssertHas(blob);

        MemoryStream Opened()
        {
            opened++;
            return new MemoryStream(Sample.Bytes(2000));
        }
    }

    [TestMethod]
    public async Task Chunks_are_read_from_one_stream_which_is_closed_in_the_end()
    {
        var opened = new List<MemoryStream>();
        await using var peer = await RegistryPeer.StartAsync(client: RegistryPeer.Anonymous with { ChunkSize = 100 });
        var blob = peer.AddBlob(2000);
        await peer.Repository.PutAsync(blob, new RawSource(() => Opened()), CancellationToken.None);
        Assert.HasCount(1, opened);
        Assert.IsFalse(opened[0].CanRead);
        peer.AssertHas(blob);

        MemoryStream Opened()
        {
            opened.Add(new MemoryStream(Sample.Bytes(2000)));
            return opened[^1];
        }
    }

    private static async Task AssertNeverAsync(RegistryPeer peer, Descriptor blob, byte[] bytes)
    {
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => peer.Repository.PutAsync(blob, new RawSource(bytes), CancellationToken.None));
        Assert.DoesNotContain(201, peer.Requests.Select(request => request.Status));
        Assert.AreEqual("DELETE 204", peer.Trace().Last());
        peer.AssertHasNot(blob);
    }
}
