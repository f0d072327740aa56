using OciArtifacts.Core.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>Uploads in one request (distribution-spec 1.1.1, "POST then PUT").</summary>
[TestClass]
public sealed class MonolithicUploadTests
{
    private const int LargestUnasked = 256 * 1024;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(5_000_000)]
    public async Task A_blob_of_any_size_is_one_put_behind_an_empty_post(int size)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var blob = peer.AddBlob(size);
        Assert.AreEqual(CopyOutcome.Copied, await peer.PutAsync(blob));
        Assert.AreSequenceEqual(["POST 202", $"PUT {size} 201"], peer.Trace());
        Assert.AreEqual("/v2/me/app/blobs/uploads/", peer.Requests[0].Path);
        Assert.AreEqual("", peer.Requests[0].Query);
        Assert.AreEqual(0, peer.Requests[0].ContentLength);
        Assert.EndsWith($"&digest={blob.Digest}", peer.Requests[1].Query, StringComparison.Ordinal);
        Assert.AreEqual("application/octet-stream", peer.Requests[1].ContentType);
        Assert.IsNull(peer.Requests[1].ContentRange);
        peer.AssertHas(blob);
    }

    [TestMethod]
    [DataRow(LargestUnasked, null)]
    [DataRow(LargestUnasked + 1, "100-continue")]
    public async Task A_large_body_waits_until_it_is_wanted(int size, string? expect)
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PutAsync(peer.AddBlob(size));
        Assert.AreEqual(expect, peer.Requests[1].Expect);
    }

    [TestMethod]
    public async Task A_chunk_waits_too()
    {
        await using var peer = await RegistryPeer.StartAsync(client: RegistryPeer.Anonymous with { ChunkSize = LargestUnasked + 1 });
        await peer.PutAsync(peer.AddBlob((LargestUnasked * 2) + 1));
        Assert.AreSequenceEqual(
            [null, "100-continue", null, null], peer.Requests.Select(request => request.Expect));
    }

    [TestMethod]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_sent()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", FaultAnswer.Bare(413)));
        var blob = peer.AddBlob(3_000_000);
        await peer.PutAsync(blob);
        Assert.AreEqual("PUT 3000000 413", peer.Trace().ElementAt(1));
        Assert.AreEqual(0, peer.Requests[1].BodyBytes);
        peer.AssertHas(blob);
    }

    [TestMethod]
    [DataRow(2000, DisplayName = "sent in vain, because that is cheaper")]
    [DataRow(3_000_000)]
    public async Task A_token_that_is_refused_is_renewed_before_the_body_is_sent(int size)
    {
        var plan = new Lazy<FaultPlan>(() => FaultPlan.First(1, FaultAnswer.Bare(401), request => request.Method == "PUT"));
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            BearerChallenge = true,
            Fault = request => plan.Value.Answer(request) is null ? null : UploadTrace.Answer(
                401, ("WWW-Authenticate", $"Bearer realm=\"http://{request.Host}/token\",service=\"test\",error=\"invalid_token\"")),
        });
        var blob = peer.AddBlob(size);
        await peer.PutAsync(blob);
        var puts = peer.Requests.Where(request => request.Method == "PUT").ToArray();
        Assert.AreSequenceEqual([401, 201], puts.Select(put => put.Status));
        Assert.AreSequenceEqual([0L, size], puts.Select(put => put.BodyBytes));
        Assert.AreEqual(1, peer.Requests.Count(request => request.Method == "POST" && request.Status == 202));
        peer.AssertHas(blob);
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(201)]
    [DataRow(404)]
    public async Task Where_no_session_is_opened_nothing_is_sent(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            UploadTrace.Once("POST", UploadTrace.Answer(status, ("Location", "/v2/me/app/blobs/uploads/1"))));
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => peer.PutAsync(peer.AddBlob(5)));
        Assert.Contains($"/v2/me/app/blobs/uploads/: {status}", failure.Message, StringComparison.Ordinal);
        Assert.AreSequenceEqual([$"POST {status}"], peer.Trace());
    }

    [TestMethod]
    public async Task A_blob_that_was_put_is_not_put_again()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var blob = peer.AddBlob(5);
        await peer.PutAsync(blob);
        peer.Registry.ClearRequests();
        Assert.AreEqual(CopyOutcome.Present, await peer.PutAsync(blob));
        Assert.IsEmpty(peer.Requests);
    }
}
