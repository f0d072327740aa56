using System.Globalization;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>
/// Uploads in chunks (distribution-spec 1.1.1, "Pushing a blob in chunks"), and how registries differ.
/// </summary>
[TestClass]
public sealed class ChunkedUploadTests
{
    private const string Session = "/v2/me/app/blobs/uploads/1";

    private static readonly RegistryOptions ByThousand = RegistryPeer.Anonymous with { ChunkSize = 1000 };

    private static readonly string[] Usual = ["POST 202", "PATCH 0-999 202", "PATCH 1000-1999 202", "PATCH 2000-2499 202", "PUT 0 201"];

    [TestMethod]
    public async Task A_blob_that_is_larger_than_the_chunk_size_travels_in_chunks()
    {
        await using var peer = await RegistryPeer.StartAsync(client: ByThousand);
        var blob = peer.AddBlob(2500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(Usual, peer.Trace());
        Assert.AreSequenceEqual([1000L, 1000L, 500L], peer.Requests.Skip(1).Take(3).Select(request => request.BodyBytes));
        foreach (var request in peer.Requests.Skip(1)) Assert.AreEqual("application/octet-stream", request.ContentType);
        peer.AssertHas(blob);
    }

    [TestMethod]
    [DataRow(1000, "PUT 1000 201")]
    [DataRow(1001, "PATCH 0-999 202")]
    public async Task A_blob_of_the_chunk_size_is_one_piece(int size, string second)
    {
        await using var peer = await RegistryPeer.StartAsync(client: ByThousand);
        await peer.PutAsync(peer.AddBlob(size));
        Assert.AreEqual(second, peer.Trace().ElementAt(1));
    }

    [TestMethod]
    public async Task Each_request_goes_to_the_newest_place()
    {
        await using var peer = await RegistryPeer.StartAsync(client: ByThousand);
        await peer.PutAsync(peer.AddBlob(2500));

        // The registry accepts only the newest query of a session.
        var queries = peer.Requests.Skip(1).Select(request => request.Query.Split("&digest=")[0]).ToArray();
        Assert.HasCount(4, queries.Distinct(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task A_patch_may_be_answered_with_201()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { PatchAnswers201 = true }, ByThousand);
        var blob = peer.AddBlob(2500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(
            Usual.Select(
                line => line.StartsWith("PATCH", StringComparison.Ordinal) ? line.Replace("202", "201", StringComparison.Ordinal) : line),
            peer.Trace());
        peer.AssertHas(blob);
    }

    [TestMethod]
    [DataRow(202)]
    [DataRow(204)]
    public async Task An_answer_without_a_place_and_without_a_range_means_that_all_was_taken(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => request.Method switch
                {
                    "POST" => UploadTrace.Answer(202, ("Location", Session)),
                    "PATCH" => FaultAnswer.Bare(status),
                    _ => FaultAnswer.Bare(201),
                },
            },
            ByThousand);
        await peer.PutAsync(peer.AddBlob(1500));
        Assert.AreSequenceEqual(["POST 202", $"PATCH 0-999 {status}", $"PATCH 1000-1499 {status}", "PUT 0 201"], peer.Trace());
        foreach (var request in peer.Requests.Skip(1)) Assert.AreEqual(Session, request.Path);
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(206)]
    public async Task Any_other_answer_to_a_patch_is_a_failure(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PATCH", FaultAnswer.Bare(status)), ByThousand);
        var failure = await Failure.WithAsync(OciErrorCode.NoRegistry, () => peer.PutAsync(peer.AddBlob(1500)));
        Assert.Contains($": {status} ", failure.Message, StringComparison.Ordinal);
        Assert.AreSequenceEqual(["POST 202", $"PATCH 0-999 {status}", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    public async Task A_registry_that_says_no_range_has_taken_the_chunk()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitPatchRange = true }, ByThousand);
        var blob = peer.AddBlob(2500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(Usual, peer.Trace());
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task A_registry_that_takes_less_than_it_was_sent_gets_the_rest_again()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { TakeAtMost = 700 }, ByThousand);
        var blob = peer.AddBlob(1500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(["POST 202", "PATCH 0-999 202", "PATCH 700-1499 202", "PATCH 1400-1499 202", "PUT 0 201"], peer.Trace());
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task Chunks_are_never_smaller_than_the_registry_wants()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ChunkMinLength = 1200 }, ByThousand);
        var blob = peer.AddBlob(2500);
        await peer.PutAsync(blob);
        Assert.AreSequenceEqual(["POST 202", "PATCH 0-1199 202", "PATCH 1200-2399 202", "PATCH 2400-2499 202", "PUT 0 201"], peer.Trace());
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task A_registry_with_a_smallest_chunk_gets_chunks_of_four_mebibytes()
    {
        const int size = 4 * 1024 * 1024;
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ChunkMinLength = 1000 });
        await peer.PutAsync(peer.AddBlob(size));
        await peer.PutAsync(peer.AddBlob(size + 1, seed: 2));
        Assert.AreSequenceEqual(
            [
                "POST 202",
                string.Create(CultureInfo.InvariantCulture, $"PUT {size} 201"),
                "POST 202",
                $"PATCH 0-{size - 1} 202",
                $"PATCH {size}-{size} 202",
                "PUT 0 201",
            ],
            peer.Trace());
    }

    [TestMethod]
    public async Task Where_the_smallest_chunk_is_too_large_nothing_else_is_tried()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { ChunkMinLength = 500_000, MaxBodyBytes = 400_000 });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(3_000_000)));
        Assert.AreSequenceEqual(
            ["POST 202", "PUT 3000000 413", "PATCH 0-1048575 413", "PATCH 0-499999 413", "DELETE 204"], peer.Trace());
    }
}
