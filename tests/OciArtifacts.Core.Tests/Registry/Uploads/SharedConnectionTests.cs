using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>Several clients of one registry in one process, such as the projects of a build.</summary>
[TestClass]
public sealed class SharedConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    [DataRow("me/app", CopyOutcome.Present, "POST 202,PUT 4 201")]
    [DataRow("me/other", CopyOutcome.Mounted, "POST 202,PUT 4 201,POST 201")]
    public async Task A_blob_that_two_push_at_the_same_time_travels_once(string second, CopyOutcome outcome, string requests)
    {
        await using var peer = await RegistryPeer.StartAsync();
        using var pool = new RegistryPool();
        var blob = Sample.Blob(peer.Source, "blob");
        var source = new GatedSource(peer.Source);
        var first = Client(pool, peer).Repository("me/app").PutAsync(blob, source, CancellationToken.None);
        var other = Client(pool, peer).Repository(second).PutAsync(blob, source, CancellationToken.None);
        await UntilAsync(() => source.Readers == 1);
        source.Open();
        Assert.AreEqual(CopyOutcome.Copied, await first);
        Assert.AreEqual(outcome, await other);
        Assert.AreSequenceEqual(requests.Split(','), peer.Trace());
        Assert.IsTrue(peer.Registry.HasBlob(second, blob.Digest.ToString()));
    }

    [TestMethod]
    public async Task Where_the_first_fails_the_second_uploads()
    {
        await using var peer = await RegistryPeer.StartAsync();
        using var pool = new RegistryPool();
        var blob = Sample.Blob(peer.Source, "blob");
        var source = new GatedSource(peer.Source);
        var first = Client(pool, peer).Repository("me/app").PutAsync(blob, source, CancellationToken.None);
        await UntilAsync(() => source.Readers == 1);
        var second = Client(pool, peer).Repository("me/app").PutAsync(blob, peer.Source, CancellationToken.None);
        Assert.IsFalse(second.IsCompleted);
        source.Fail(new OciException(OciErrorCode.FileAccess, "The disk is gone."));
        await Failure.WithAsync(OciErrorCode.FileAccess, () => first);
        Assert.AreEqual(CopyOutcome.Copied, await second);
        Assert.AreSequenceEqual(["POST 202", "DELETE 204", "POST 202", "PUT 4 201"], peer.AnsweredTrace());
    }

    [TestMethod]
    public async Task A_caller_that_stops_waiting_does_not_stop_the_other_one()
    {
        await using var peer = await RegistryPeer.StartAsync();
        using var pool = new RegistryPool();
        using var stop = new CancellationTokenSource();
        var blob = Sample.Blob(peer.Source, "blob");
        var source = new GatedSource(peer.Source);
        var first = Client(pool, peer).Repository("me/app").PutAsync(blob, source, CancellationToken.None);
        var second = Client(pool, peer).Repository("me/app").PutAsync(blob, source, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        source.Open();
        Assert.AreEqual(CopyOutcome.Copied, await first);
    }

    [TestMethod]
    public async Task Different_blobs_do_not_wait_for_each_other()
    {
        await using var peer = await RegistryPeer.StartAsync();
        using var pool = new RegistryPool();
        var source = new GatedSource(peer.Source);
        var first = Client(pool, peer).Repository("me/app").PutAsync(Sample.Blob(peer.Source, "one"), source, CancellationToken.None);
        var second = Client(pool, peer).Repository("me/app").PutAsync(Sample.Blob(peer.Source, "two"), source, CancellationToken.None);
        await UntilAsync(() => source.Readers == 2);
        source.Open();
        await Task.WhenAll(first, second);
    }

    [TestMethod]
    public async Task An_answer_from_before_an_upload_does_not_make_it_forgotten()
    {
        using var stored = new ManualResetEventSlim();
        using var asked = new ManualResetEventSlim();
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "HEAD" ? Late() : null,
        });
        var blob = Sample.Blob(peer.Source, "blob");
        var exists = Task.Run(() => peer.Repository.ExistsAsync(blob, CancellationToken.None), CancellationToken.None);
        Assert.IsTrue(asked.Wait(Patience, CancellationToken.None));
        await peer.PutAsync(blob);
        stored.Set();
        Assert.IsFalse(await exists);
        Assert.AreEqual(CopyOutcome.Present, await peer.PutAsync(blob));

        FaultAnswer Late()
        {
            asked.Set();
            stored.Wait(Patience, CancellationToken.None);
            return FaultAnswer.Bare(404);
        }
    }

    [TestMethod]
    public async Task What_vanished_from_the_registry_is_uploaded_again()
    {
        var isGone = false;
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => isGone && request.Method == "HEAD" ? FaultAnswer.Bare(404) : null });
        var blob = Sample.Blob(peer.Source, "blob");
        await peer.PutAsync(blob);
        isGone = true;
        Assert.IsFalse(await peer.Repository.ExistsAsync(blob, CancellationToken.None));
        Assert.AreEqual(CopyOutcome.Copied, await peer.PutAsync(blob));
    }

    [TestMethod]
    [DataRow(2, 3)]
    [DataRow(1, 1)]
    public async Task No_more_bodies_are_on_their_way_than_there_may_be(int bound, int clients)
    {
        const int blobs = 6;
        await using var peer = await RegistryPeer.StartAsync();
        using var pool = new RegistryPool();
        var source = new GatedSource(peer.Source);
        var uploads = Enumerable.Range(0, blobs).Select(i => UploadAsync(i, Clients()[i % clients])).ToArray();

        // All sessions are open, so any of them could start to read.
        await UntilAsync(
            () => peer.Requests.Count(request => request is { Method: "POST", Status: 202 }) == blobs && source.Readers == bound);
        await Sample.TurnsAsync();
        Assert.AreEqual(bound, source.Readers);
        source.Open();
        await Task.WhenAll(uploads);
        Assert.HasCount(blobs, peer.Lines("PUT"));

        RegistryClient[] Clients() =>
            [
                .. Enumerable.Range(0, clients).Select(
                    _ => pool.Client(peer.Registry.Host, RegistryPeer.Anonymous with { ParallelTransfers = bound })),
            ];

        Task UploadAsync(int number, RegistryClient client) =>
            client.Repository("me/app").PutAsync(Sample.Blob(peer.Source, $"blob {number}"), source, CancellationToken.None);
    }

    [TestMethod]
    public async Task A_client_of_a_pool_leaves_the_connection_open_and_learns_from_the_others()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { MaxBodyBytes = 100_000 });
        using var pool = new RegistryPool();
        using (var first = Client(pool, peer))
        {
            await first.Repository("me/app").PutAsync(peer.AddBlob(150_000), peer.Source, CancellationToken.None);
        }

        using var second = pool.Client(peer.Registry.Host.ToUpperInvariant(), RegistryPeer.Anonymous);
        await second.Repository("me/app").PutAsync(peer.AddBlob(150_000, seed: 2), peer.Source, CancellationToken.None);
        Assert.AreEqual(1, peer.Requests.Count(request => request.Status == 413));
        Assert.AreEqual(5, second.Requests);
    }

    [TestMethod]
    public async Task A_registry_that_is_insecure_for_one_is_not_so_for_the_other()
    {
        await using var peer = await RegistryPeer.StartAsync();
        using var pool = new RegistryPool();
        var blob = Sample.Blob(peer.Source, "blob");
        await Client(pool, peer).Repository("me/app").PutAsync(blob, peer.Source, CancellationToken.None);
        var insecure = pool.Client(peer.Registry.Host, RegistryPeer.Anonymous with { InsecureRegistries = [peer.Registry.Host] });
        Assert.AreEqual(CopyOutcome.Copied, await insecure.Repository("me/app").PutAsync(blob, peer.Source, CancellationToken.None));
    }

    [TestMethod]
    public void A_pool_knows_what_is_no_registry()
    {
        using var pool = new RegistryPool();
        for (var i = 0; i < 2; i++)
        {
            Failure.With(OciErrorCode.InvalidRegistry, () => pool.Client("https://ghcr.io", RegistryPeer.Anonymous));
        }
    }

    private static RegistryClient Client(RegistryPool pool, RegistryPeer peer) => pool.Client(peer.Registry.Host, RegistryPeer.Anonymous);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isSo()) await Task.Delay(1, patience.Token);
    }
}
