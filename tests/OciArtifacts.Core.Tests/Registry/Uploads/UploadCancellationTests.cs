using System.Diagnostics;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>A session that is not needed any more is cancelled, and the caller does not wait for it.</summary>
[TestClass]
public sealed class UploadCancellationTests
{
    // Much less than the limit for an answer, and much more than a busy machine needs.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [TestMethod]
    public async Task An_upload_that_is_stopped_cancels_its_session()
    {
        await using var peer = await StallingAsync(null);
        await StopAsync(peer);
        var (put, delete) = (peer.Requests[1], peer.Requests[2]);
        Assert.AreEqual("DELETE 204", peer.Trace().ElementAt(2));
        Assert.AreEqual(put.Path, delete.Path);
        Assert.StartsWith(delete.Query, put.Query, StringComparison.Ordinal);
        Assert.AreEqual(0, delete.ContentLength);
        Assert.HasCount(3, peer.Requests);
    }

    [TestMethod]
    public async Task A_registry_that_does_not_answer_keeps_nobody_waiting()
    {
        await using var peer = await StallingAsync(new FaultAnswer { Stall = true });
        var watch = Stopwatch.StartNew();
        await StopAsync(peer);
        Assert.IsLessThan(Soon, watch.Elapsed);
        Assert.AreEqual("DELETE 0", peer.Trace().ElementAt(2));
    }

    [TestMethod]
    public async Task Where_no_session_was_opened_none_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => Stopped(stop) });
        var blob = peer.AddBlob(2000);
        await Assert.ThrowsAsync<OperationCanceledException>(() => peer.Repository.PutAsync(blob, peer.Source, stop.Token));
        Assert.AreSequenceEqual(["POST 0"], peer.Trace());
    }

    [TestMethod]
    public async Task A_session_of_an_upload_that_failed_for_good_is_cancelled()
    {
        await using var peer = await RegistryPeer.StartAsync(UploadTrace.Once("PUT", FaultAnswer.Bare(403)));
        await Failure.WithAsync(OciErrorCode.Denied, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 403", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    public async Task A_registry_where_nothing_is_cancelled_does_no_harm()
    {
        await using var peer = await RegistryPeer.StartAsync(
            UploadTrace.Once("PUT", FaultAnswer.Bare(403)) with { UploadCancelUnsupported = true });
        await Failure.WithAsync(OciErrorCode.Denied, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 403", "DELETE 405"], peer.Trace());
    }

    [TestMethod]
    [DataRow(500)]
    [DataRow(null)]
    public async Task A_cancellation_that_fails_is_tried_once_and_hides_nothing(int? status)
    {
        var fault = status is null ? new FaultAnswer { Abort = true } : FaultAnswer.Bare(status.Value);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method switch { "PUT" => FaultAnswer.Bare(403), "DELETE" => fault, _ => null },
        });
        await Failure.WithAsync(OciErrorCode.Denied, () => peer.PutAsync(peer.AddBlob(2000)));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 403", $"DELETE {status ?? 0}"], peer.Trace());
    }

    [TestMethod]
    public async Task A_restart_goes_on_where_nothing_is_cancelled()
    {
        var plan = FaultPlan.First(1, new FaultAnswer { AbortAfterBodyBytes = 1000 }, request => request.Method == "PUT");
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = plan.Answer, StatusSaysZero = true, UploadCancelUnsupported = true });
        await peer.PutAsync(peer.AddBlob(2000));
        Assert.AreSequenceEqual(["POST 202", "PUT 2000 0", "HEAD 404", "GET 204", "DELETE 405", "POST 202", "PUT 2000 201"], peer.Trace());
    }

    private static FaultAnswer Stopped(CancellationTokenSource stop)
    {
        stop.Cancel();
        return new FaultAnswer { Stall = true };
    }

    private static Task<RegistryPeer> StallingAsync(FaultAnswer? cancelling) => RegistryPeer.StartAsync(new TestRegistryOptions
    {
        Fault = request => request.Method switch
        {
            "PUT" => new FaultAnswer { StallRequestBodyAfter = 1000 },
            "DELETE" => cancelling,
            _ => null,
        },
    });

    // Cancels the upload when the registry has started to read it.
    private static async Task StopAsync(RegistryPeer peer)
    {
        using var stop = new CancellationTokenSource();
        var upload = peer.Repository.PutAsync(peer.AddBlob(3_000_000), peer.Source, stop.Token);
        while (peer.Requests is not [_, { BodyBytes: 1000 }, ..]) await Task.Delay(1, CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => upload);
    }
}
