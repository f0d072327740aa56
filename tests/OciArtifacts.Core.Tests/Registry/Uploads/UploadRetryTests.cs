using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>When an upload is given up.</summary>
[TestClass]
public sealed class UploadRetryTests
{
    private static readonly FaultAnswer Refused = FaultAnswer.Error(400, "DIGEST_INVALID"), Cut = new() { AbortAfterBodyBytes = 1000 };

    private static readonly RegistryOptions Twice = RegistryPeer.Anonymous with { Retries = 2, RetryDelay = TimeSpan.Zero };

    [TestMethod]
    public async Task An_upload_that_moves_is_not_given_up()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => request.ContentLength > 100_000 ? new FaultAnswer { AbortAfterBodyBytes = 100_000 } : null,
            },
            Twice);
        var blob = peer.AddBlob(3_000_000);
        await peer.PutAsync(blob);
        Assert.AreEqual(1, peer.Requests.Count(request => request.Method == "POST"));
        Assert.AreEqual(29, peer.Requests.Count(request => request.Method == "PATCH"));
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task An_upload_that_begins_again_and_gets_further_is_not_given_up()
    {
        var failed = new HashSet<string>(StringComparer.Ordinal) { "0-999" };
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                UploadStatusUnsupported = 404,
                Fault = request => request.ContentRange is { } range && failed.Add(range) ? new FaultAnswer { Abort = true } : null,
            },
            Twice with { Retries = 1, ChunkSize = 1000 });
        var blob = peer.AddBlob(5000);
        await peer.PutAsync(blob);
        Assert.AreEqual(5, peer.Requests.Count(request => request.Method == "POST"));
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task An_upload_that_does_not_move_is_given_up()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PUT" ? new FaultAnswer { Abort = true } : null }, Twice);
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.Contains("It was tried 5 times.", failure.Message, StringComparison.Ordinal);
        Assert.HasCount(5, peer.Lines("PUT"));
        Assert.AreEqual("DELETE 204", peer.Trace().Last());
    }

    [TestMethod]
    public async Task What_was_gained_is_counted_once()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => request.Method == "PATCH" ? new FaultAnswer { Abort = true } : request.Method == "PUT" ? Cut : null,
            },
            Twice);
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.Contains("It was tried 6 times.", failure.Message, StringComparison.Ordinal);
        Assert.HasCount(5, peer.Lines("PATCH"));
    }

    [TestMethod]
    public async Task Without_retries_the_first_failure_is_the_last()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", Cut), Twice with { Retries = 0 });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.DoesNotContain("tried", failure.Message, StringComparison.Ordinal);
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 0", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    public async Task Bytes_that_are_wrong_behind_a_fault_are_sent_anew()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PUT", Cut, Refused);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var blob = peer.AddBlob(2000);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(
            [
                "POST 202", "PUT 2000 0", "HEAD 404", "GET 204", "PATCH 1000-1999 202", "PUT 0 400", "DELETE 204",
                "POST 202", "PUT 2000 201",
            ],
            peer.Trace());
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task Bytes_that_are_wrong_are_sent_anew_only_once()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PUT", Cut, Refused, Refused);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.Contains("DIGEST_INVALID", failure.Message, StringComparison.Ordinal);
        Assert.AreSequenceEqual(["PUT 0 400", "DELETE 204", "POST 202", "PUT 2000 400", "DELETE 204"], peer.Trace().Skip(5));
    }

    [TestMethod]
    public async Task Bytes_that_are_wrong_without_a_fault_are_not_sent_again()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", Refused));
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 400", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    public async Task Bytes_that_are_wrong_in_a_session_of_their_own_are_not_sent_again()
    {
        var puts = FaultPlan.Sequence(request => request.Method == "PUT", Cut, Refused);
        var patches = FaultPlan.First(1, new FaultAnswer { Abort = true }, request => request.Method == "PATCH");
        var asks = FaultPlan.Sequence(request => request.Method == "GET", null, FaultAnswer.Bare(404));
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => puts.Answer(request) ?? patches.Answer(request) ?? asks.Answer(request) });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.AreSequenceEqual(
            [
                "POST 202", "PUT 2000 0", "HEAD 404", "GET 204", "PATCH 1000-1999 0", "HEAD 404", "GET 404",
                "POST 202", "PUT 2000 400", "DELETE 204",
            ],
            peer.Trace());
    }
}
