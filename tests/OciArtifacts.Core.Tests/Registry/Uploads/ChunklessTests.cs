using System.Collections.Concurrent;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>The options have a chunk size, but the registry accepts no chunks.</summary>
[TestClass]
public sealed class ChunklessTests
{
    private readonly ConcurrentQueue<RegistryEvent> _events = new();

    private RegistryOptions ByThousand => RegistryPeer.Anonymous with { ChunkSize = 1000, Report = _events.Enqueue };

    [TestMethod]
    [DataRow(400)]
    [DataRow(404)]
    [DataRow(405)]
    [DataRow(415)]
    [DataRow(501)]
    public async Task Each_blob_is_sent_whole_then_and_that_is_said_once(int status)
    {
        await using var peer = await StartAsync(FaultAnswer.Bare(status));
        var (first, second) = (peer.AddBlob(2500), peer.AddBlob(2600, 2));
        await peer.PutAsync(first);
        await peer.PutAsync(second);
        Assert.AreSequenceEqual(
            [$"PATCH 0-999 {status}", "DELETE 204", "POST 202", "PUT 2500 201", "POST 202", "PUT 2600 201"], peer.Trace().Skip(1));
        peer.AssertHas(second);
        Assert.AreEqual($"{peer.Registry.Host} takes no blob in chunks; each is sent in one piece.", _events.Single().Message);
    }

    [TestMethod]
    public async Task So_it_is_where_the_connection_is_closed_at_each_first_chunk()
    {
        await using var peer = await StartAsync(new FaultAnswer { Abort = true });
        await peer.PutAsync(peer.AddBlob(2500));
        Assert.HasCount(2, peer.Lines("PATCH"));
        Assert.HasCount(1, _events.Where(seen => seen.Message.Contains("takes no blob in chunks", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task A_registry_that_took_one_is_not_given_up()
    {
        var plan = FaultPlan.Sequence(request => request.Method == "PATCH", null, FaultAnswer.Bare(405));
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer }, ByThousand);
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(2500)));
        Assert.Contains("405", failure.Message, StringComparison.Ordinal);
        Assert.IsEmpty(_events);
    }

    [TestMethod]
    public async Task Where_a_whole_blob_is_too_much_there_is_no_way()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { MaxBodyBytes = 100_000, Fault = request => request.Method == "PATCH" ? FaultAnswer.Bare(405) : null },
            RegistryPeer.Anonymous);
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutAsync(peer.AddBlob(200_000)));
        Assert.Contains("405", failure.Message, StringComparison.Ordinal);
    }

    private Task<RegistryPeer> StartAsync(FaultAnswer fault) =>
        RegistryPeer.StartAsync(new TestRegistryOptions { Fault = request => request.Method == "PATCH" ? fault : null }, ByThousand);
}
