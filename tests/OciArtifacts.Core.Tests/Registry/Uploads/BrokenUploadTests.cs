using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>
/// Broken connections: bytes that arrived are not sent again (distribution-spec 1.1.1, "Pushing a blob in chunks").
/// </summary>
[TestClass]
public sealed class BrokenUploadTests
{
    private const int Size = 3_000_000;

    private static readonly RegistryOptions ByThousand = RegistryPeer.Anonymous with { ChunkSize = 1000 };

    [TestMethod]
    public async Task What_broke_before_the_first_byte_is_begun_again()
    {
        await AssertPutAsync(Cut(0), ["HEAD 404", "GET 204", "DELETE 204", "POST 202", $"PUT {Size} 201"]);
    }

    [TestMethod]
    [DataRow(1_000_000)]
    [DataRow(Size - 1)]
    public async Task What_broke_in_the_middle_goes_on_there(int bytes)
    {
        await AssertPutAsync(Cut(bytes), ["HEAD 404", "GET 204", $"PATCH {bytes}-{Size - 1} 202", "PUT 0 201"]);
    }

    [TestMethod]
    public async Task What_broke_behind_the_last_byte_needs_only_its_end()
    {
        await AssertPutAsync(Cut(Size), ["HEAD 404", "GET 204", "PUT 0 201"]);
    }

    [TestMethod]
    public async Task What_was_stored_without_an_answer_is_found()
    {
        await AssertPutAsync(new FaultAnswer { WithoutAnswer = true }, ["HEAD 200"]);
    }

    [TestMethod]
    [DataRow(0, "PATCH 1000-1999 202,PATCH 2000-2499 202")]
    [DataRow(400, "PATCH 1400-2399 202,PATCH 2400-2499 202")]
    [DataRow(999, "PATCH 1999-2499 202")]
    [DataRow(1000, "PATCH 2000-2499 202")]
    public async Task A_chunk_that_broke_goes_on_where_it_broke(int bytes, string rest)
    {
        await AssertChunksAsync("PATCH", 2, Cut(bytes),
            ["POST 202", "PATCH 0-999 202", "PATCH 1000-1999 0", "HEAD 404", "GET 204", .. rest.Split(','), "PUT 0 201"]);
    }

    [TestMethod]
    public async Task A_chunk_that_was_taken_without_an_answer_is_not_sent_again()
    {
        await AssertChunksAsync("PATCH", 3, new FaultAnswer { WithoutAnswer = true },
            ["POST 202", "PATCH 0-999 202", "PATCH 1000-1999 202", "PATCH 2000-2499 0", "HEAD 404", "GET 204", "PUT 0 201"]);
    }

    [TestMethod]
    public async Task A_first_chunk_of_which_nothing_came_is_begun_again()
    {
        await AssertChunksAsync("PATCH", 1, Cut(0),
            [
                "POST 202",
                "PATCH 0-999 0",
                "HEAD 404",
                "GET 204",
                "DELETE 204",
                "POST 202",
                "PATCH 0-999 202",
                "PATCH 1000-1999 202",
                "PATCH 2000-2499 202",
                "PUT 0 201",
            ]);
    }

    [TestMethod]
    public async Task An_end_without_an_answer_is_found()
    {
        await AssertChunksAsync("PUT", 1, new FaultAnswer { WithoutAnswer = true },
            ["POST 202", "PATCH 0-999 202", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 0", "HEAD 200"]);
    }

    [TestMethod]
    public async Task An_end_that_broke_is_said_again()
    {
        await AssertChunksAsync("PUT", 1, new FaultAnswer { Abort = true },
            ["POST 202", "PATCH 0-999 202", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 0", "HEAD 404", "GET 204", "PUT 0 201"]);
    }

    [TestMethod]
    public async Task A_blob_of_another_size_is_not_what_was_sent()
    {
        var head = FaultPlan.First(1, UploadTrace.Answer(200, ("Content-Length", "1999")), request => request.Method == "HEAD");
        var put = FaultPlan.First(1, Cut(1000), request => request.Method == "PUT");
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => head.Answer(request) ?? put.Answer(request) });
        await peer.PutAsync(peer.AddBlob(2000));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 0", "HEAD 200", "GET 204", "PATCH 1000-1999 202", "PUT 0 201"], peer.Trace());
    }

    [TestMethod]
    public async Task A_blob_of_which_no_size_is_said_is_there()
    {
        var put = FaultPlan.First(1, new FaultAnswer { WithoutAnswer = true }, request => request.Method == "PUT");
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { OmitContentLengthOnHead = true, Fault = put.Answer });
        await peer.PutAsync(peer.AddBlob(2000));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 0", "HEAD 200"], peer.Trace());
    }

    [TestMethod]
    [DataRow(408)]
    [DataRow(429)]
    [DataRow(500)]
    [DataRow(503)]
    public async Task An_answer_that_may_pass_is_as_a_broken_connection(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", FaultAnswer.Bare(status)));
        await peer.PutAsync(peer.AddBlob(2000));

        // Cancelling the session does not wait for the rate limit.
        Assert.AreSequenceEqual(
            ["POST 202", $"PUT 2000 {status}", "HEAD 404", "GET 204", "POST 202", "PUT 2000 201"],
            peer.Trace().Where(line => line != "DELETE 204"));
    }

    [TestMethod]
    public async Task A_session_that_could_not_be_opened_is_not_asked_for()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("POST", FaultAnswer.Bare(503)));
        Assert.AreEqual(CopyOutcome.Copied, await peer.PutAsync(peer.AddBlob(2000)));
        Assert.AreSequenceEqual(["POST 503", "POST 202", "PUT 2000 201"], peer.Trace());
    }

    [TestMethod]
    [DataRow("HEAD")]
    [DataRow("GET")]
    public async Task Asking_may_break_too(string method)
    {
        var asking = FaultPlan.First(1, new FaultAnswer { Abort = true }, request => request.Method == method);
        var put = FaultPlan.First(1, Cut(1000), request => request.Method == "PUT");
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => asking.Answer(request) ?? put.Answer(request) });
        var blob = peer.AddBlob(2000);
        await peer.PutAsync(blob);
        string[] asked = method == "HEAD" ? ["HEAD 0", "HEAD 404", "GET 204"] : ["HEAD 404", "GET 0", "GET 204"];
        Assert.AreSequenceEqual(
            ["POST 202", "PUT 2000 0", .. asked, "PATCH 1000-1999 202", "PUT 0 201"], peer.Trace());
        peer.AssertHas(blob);
    }

    private static FaultAnswer Cut(int bytes) => new() { AbortAfterBodyBytes = bytes };

    private static async Task AssertPutAsync(FaultAnswer fault, string[] rest)
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", fault));
        var blob = peer.AddBlob(Size);
        Assert.AreEqual(CopyOutcome.Copied, await peer.PutAsync(blob));
        Assert.AreSequenceEqual(["POST 202", $"PUT {Size} 0", .. rest], peer.Trace());
        peer.AssertHas(blob);
    }

    private static async Task AssertChunksAsync(string method, int number, FaultAnswer fault, string[] expected)
    {
        var plan = FaultPlan.Sequence(request => request.Method == method, [.. new FaultAnswer?[number - 1], fault]);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer }, ByThousand);
        var blob = peer.AddBlob(2500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(expected, peer.Trace());
        peer.AssertHas(blob);
    }
}
