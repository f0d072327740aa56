using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>A registry or a proxy that refuses large bodies (413). Then blobs are sent in chunks.</summary>
[TestClass]
public sealed class TooLargeBodyTests
{
    private const int Kibi = 1024, Mebi = 1024 * Kibi;

    [TestMethod]
    public async Task The_chunks_are_as_large_as_a_registry_takes_and_the_session_stays()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MaxBodyBytes = Mebi });
        var blob = peer.AddBlob((2 * Mebi) + 10);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(
            [
                "POST 202", $"PUT {(2 * Mebi) + 10} 413",
                $"PATCH 0-{Mebi - 1} 202", $"PATCH {Mebi}-{(2 * Mebi) - 1} 202", $"PATCH {2 * Mebi}-{(2 * Mebi) + 9} 202", "PUT 0 201",
            ],
            peer.Trace());
        Assert.EndsWith($"&digest={blob.Digest}", peer.Requests[^1].Query, StringComparison.Ordinal);
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task A_small_limit_is_found_in_few_requests()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MaxBodyBytes = 100_000 });
        var blob = peer.AddBlob(3_000_000);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(
            ["PUT 3000000 413", $"PATCH 0-{Mebi - 1} 413", $"PATCH 0-{(256 * Kibi) - 1} 413", $"PATCH 0-{(64 * Kibi) - 1} 202"],
            peer.Trace().Skip(1).Take(4));
        Assert.AreEqual(3, peer.Requests.Count(request => request.Status == 413));
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task What_was_learned_holds_for_the_blobs_that_follow()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MaxBodyBytes = Mebi });
        await peer.PutAsync(peer.AddBlob(2 * Mebi));
        peer.Registry.ClearRequests();
        var (next, small) = (peer.AddBlob(Mebi + 1, seed: 2), peer.AddBlob(Mebi, seed: 3));
        await peer.PutAsync(next);
        await peer.PutAsync(small);
        Assert.AreSequenceEqual(
            ["POST 202", $"PATCH 0-{Mebi - 1} 202", $"PATCH {Mebi}-{Mebi} 202", "PUT 0 201", "POST 202", $"PUT {Mebi} 201"], peer.Trace());
        peer.AssertHas(next);
        peer.AssertHas(small);
    }

    [TestMethod]
    public async Task A_limit_that_no_chunk_fits_is_a_clear_failure()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MaxBodyBytes = (64 * Kibi) - 1 });
        var blob = peer.AddBlob(300_000);
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(blob));
        Assert.StartsWith("PATCH ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(": 413 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("larger than the registry, or a proxy before it, accepts", failure.Message, StringComparison.Ordinal);
        Assert.AreSequenceEqual(
            ["POST 202", "PUT 300000 413", $"PATCH 0-{(256 * Kibi) - 1} 413", $"PATCH 0-{(64 * Kibi) - 1} 413", "DELETE 204"],
            peer.Trace());
    }

    [TestMethod]
    public async Task A_small_blob_that_is_too_large_is_refused_at_once()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MaxBodyBytes = 10 });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(64 * Kibi)));
        Assert.AreSequenceEqual(["POST 202", "PUT 65536 413", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    public async Task An_end_without_a_body_that_is_too_large_is_no_reason_for_smaller_chunks()
    {
        await using var peer = await RegistryPeer.StartAsync(
            UploadTrace.Once("PUT", FaultAnswer.Bare(413)), RegistryPeer.Anonymous with { ChunkSize = 100_000 });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(150_000)));
        Assert.AreSequenceEqual(["POST 202", "PATCH 0-99999 202", "PATCH 100000-149999 202", "PUT 0 413", "DELETE 204"], peer.Trace());
    }
}
