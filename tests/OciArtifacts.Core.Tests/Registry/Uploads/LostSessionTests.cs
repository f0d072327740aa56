using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>Sessions with an unknown or unexpected offset.</summary>
[TestClass]
public sealed class LostSessionTests
{
    private static readonly RegistryOptions ByThousand = RegistryPeer.Anonymous with { ChunkSize = 1000 };

    private static readonly FaultAnswer Cut = new() { AbortAfterBodyBytes = 1000 };

    [TestMethod]
    public async Task A_session_that_says_0_0_is_given_up_and_begun_again()
    {
        await AssertRestartAsync(new TestRegistryOptions { StatusSaysZero = true }, ["GET 204", "DELETE 204"]);
    }

    [TestMethod]
    public async Task A_session_that_is_gone_is_not_cancelled()
    {
        await AssertRestartAsync(new TestRegistryOptions { UploadStatusUnsupported = 404 }, ["GET 404"]);
    }

    [TestMethod]
    public async Task A_registry_that_cannot_be_asked_gets_a_new_session()
    {
        await AssertRestartAsync(new TestRegistryOptions { UploadStatusUnsupported = 405 }, ["GET 405", "DELETE 204"]);
    }

    [TestMethod]
    [DataRow("0-2000", DisplayName = "more than the blob has")]
    [DataRow("5-999", DisplayName = "not from the start")]
    [DataRow("", DisplayName = "nothing")]
    public async Task A_status_that_makes_no_sense_is_not_believed(string range)
    {
        var status = FaultPlan.First(1, UploadTrace.Answer(204, ("Range", range)), request => request.Method == "GET");
        await AssertRestartAsync(new TestRegistryOptions { Fault = status.Answer }, ["GET 204", "DELETE 204"]);
    }

    [TestMethod]
    public async Task A_status_without_a_success_says_nothing_whatever_its_range_says()
    {
        var status = FaultPlan.First(1, UploadTrace.Answer(400, ("Range", "0-999")), request => request.Method == "GET");
        await AssertRestartAsync(new TestRegistryOptions { Fault = status.Answer }, ["GET 400", "DELETE 204"]);
    }

    [TestMethod]
    public async Task A_registry_that_loses_every_session_is_told_of_as_that()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PUT" ? FaultAnswer.Bare(404) : null },
            RegistryPeer.Anonymous with { Retries = 1 });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, () => peer.PushAsync(["1.0"], "layer"));
        Assert.Contains("has lost what was uploaded", failure.Message, StringComparison.Ordinal);
        Assert.Contains("404", failure.Message, StringComparison.Ordinal);
        Assert.Contains("have to share their uploads", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_status_without_a_place_goes_on_where_it_was()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method switch
            {
                "POST" => UploadTrace.Answer(202, ("Location", "/v2/me/app/blobs/uploads/1?a=b")),
                "GET" => UploadTrace.Answer(204, ("Range", "0-1")),
                "PUT" when request.ContentLength > 0 => new FaultAnswer { Abort = true },
                "PUT" => FaultAnswer.Bare(201),
                "PATCH" => FaultAnswer.Bare(202),
                _ => null,
            },
        });
        await peer.PutAsync(peer.AddBlob(2000));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 0", "HEAD 404", "GET 204", "PATCH 2-1999 202", "PUT 0 201"], peer.Trace());
        Assert.AreEqual("a=b", peer.Requests[^2].Query);
    }

    [TestMethod]
    public async Task A_chunk_that_does_not_fit_is_asked_about_and_goes_on()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PATCH", null, FaultAnswer.Bare(416));
        await AssertChunksAsync(
            new TestRegistryOptions { Fault = plan.Answer },
            ["PATCH 0-999 202", "PATCH 1000-1999 416", "HEAD 404", "GET 204", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 201"]);
    }

    [TestMethod]
    public async Task A_session_that_vanished_is_begun_again()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PATCH", null, FaultAnswer.Bare(404));
        await AssertChunksAsync(
            new TestRegistryOptions { Fault = plan.Answer, UploadStatusUnsupported = 404 },
            [
                "PATCH 0-999 202", "PATCH 1000-1999 404", "HEAD 404", "GET 404",
                "POST 202", "PATCH 0-999 202", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 201",
            ]);
    }

    [TestMethod]
    [DataRow("0-0", DisplayName = "nothing")]
    [DataRow("0-2499", DisplayName = "more than was sent")]
    public async Task A_chunk_of_which_the_registry_says_what_cannot_be_is_asked_about(string range)
    {
        var plan = FaultPlan.First(1, UploadTrace.Answer(202, ("Range", range)), request => request.Method == "PATCH");
        await AssertChunksAsync(
            new TestRegistryOptions { Fault = plan.Answer },
            [
                "PATCH 0-999 202", "HEAD 404", "GET 204", "DELETE 204",
                "POST 202", "PATCH 0-999 202", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 201",
            ]);
    }

    [TestMethod]
    public async Task A_chunk_of_which_the_registry_took_nothing_is_asked_about()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PATCH", null, UploadTrace.Answer(202, ("Range", "0-999")));
        await AssertChunksAsync(
            new TestRegistryOptions { Fault = plan.Answer },
            ["PATCH 0-999 202", "PATCH 1000-1999 202", "HEAD 404", "GET 204", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 201"]);
    }

    [TestMethod]
    public async Task A_chunk_of_one_byte_says_0_0_and_is_there()
    {
        await using var peer = await RegistryPeer.StartAsync(client: ByThousand with { ChunkSize = 1 });
        await peer.PutAsync(peer.AddBlob(2));
        Assert.AreSequenceEqual(["POST 202", "PATCH 0-0 202", "PATCH 1-1 202", "PUT 0 201"], peer.Trace());
    }

    private static async Task AssertRestartAsync(TestRegistryOptions options, string[] between)
    {
        var put = FaultPlan.First(1, Cut, request => request.Method == "PUT");
        await using var peer = await RegistryPeer.StartAsync(
            options with { Fault = request => options.Fault?.Invoke(request) ?? put.Answer(request) });
        var blob = peer.AddBlob(2000);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 0", "HEAD 404", .. between, "POST 202", "PUT 2000 201"], peer.Trace());
        Assert.AreNotEqual(peer.Requests[1].Path, peer.Requests[^1].Path);
        peer.AssertHas(blob);
    }

    private static async Task AssertChunksAsync(TestRegistryOptions options, string[] expected)
    {
        await using var peer = await RegistryPeer.StartAsync(options, ByThousand);
        var blob = peer.AddBlob(2500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(["POST 202", .. expected], peer.Trace());
        peer.AssertHas(blob);
    }
}
