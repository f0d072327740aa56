using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>Large artifacts and registries that fail often.</summary>
[TestClass]
public sealed class FaultyRegistryTests
{
    [TestMethod]
    [DataRow(500)]
    [DataRow(503)]
    [DataRow(429)]
    [DataRow(null, DisplayName = "the connection breaks")]
    public async Task An_artifact_arrives_whole_where_each_fifth_request_fails_once(int? status)
    {
        var plan = FaultPlan.EveryNth(5, status is null ? new FaultAnswer { Abort = true } : FaultAnswer.Bare(status.Value));
        var failed = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => plan.Answer(request) is { } fault && failed.TryAdd(WhatIsDone(request), true) ? fault : null,
            });
        var layers = Enumerable.Range(0, 50).Select(number => peer.AddBlob(1_000_000, number + 1)).ToArray();
        await PushAsync(peer, layers, parallelism: 8);
        Assert.IsGreaterThan(10, failed.Count);
    }

    [TestMethod]
    public async Task An_artifact_arrives_whole_where_each_upload_is_cut_somewhere()
    {
        const int size = 1_000_000, count = 50;
        var chance = new Random(20_240_607);
        var cuts = Enumerable.Range(0, count).Select(_ => new FaultAnswer { AbortAfterBodyBytes = chance.Next(size + 1) }).ToArray();
        var plan = FaultPlan.Sequence(request => request is { Method: "PUT", ContentLength: size }, cuts);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        var layers = Enumerable.Range(0, count).Select(number => peer.AddBlob(size, number + 1)).ToArray();
        await PushAsync(peer, layers, parallelism: 8);
        Assert.AreEqual(count, plan.Count);
        Assert.AreEqual(count, peer.Requests.Count(request => request.Method == "PATCH"));

        // Each byte of the layers was sent once. The rest is the config.
        var bytes = peer.Requests.Where(request => request.Path.Contains("/uploads/", StringComparison.Ordinal))
            .Sum(request => request.BodyBytes);
        Assert.AreEqual((count * (long)size) + Descriptor.Empty.Size, bytes);
    }

    // A restarted blob has a new session, which would fail again. Five requests per attempt keep in step with the
    // failures.
    private static string WhatIsDone(RecordedRequest request)
    {
        var what = request.Query.Contains("digest=", StringComparison.Ordinal) ? request.Query.Split("digest=")[1] : request.Path;
        return $"{request.Method} {what}";
    }

    private static async Task PushAsync(RegistryPeer peer, Descriptor[] layers, int parallelism)
    {
        var root = Sample.Manifest(peer.Source, "large", layers);
        using var copy = new ContentCopy(peer.Source, peer.Repository, new ContentCopyOptions { Parallelism = parallelism });
        await copy.CopyAsync(root, ["1.0"], CancellationToken.None);
        foreach (var layer in layers) peer.AssertHas(layer);
        Assert.IsTrue(peer.Registry.TryGetManifest(RegistryPeer.Name, "1.0", out var bytes, out _));
        Assert.AreEqual(root.Digest, Digest.Sha256(bytes));
    }
}
