using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>How many requests an upload sends to a registry that fails often.</summary>
[TestClass]
public sealed class UploadBudgetTests
{
    [TestMethod]
    public async Task Questions_that_fail_do_not_use_up_the_retries_of_the_body()
    {
        // One failure for each method: opening the session, sending the body, and the two requests after it.
        var plans = new[] { "POST", "PUT", "HEAD", "GET" }.Select(
            method => FaultPlan.First(1, FaultAnswer.Bare(503), request => request.Method == method)).ToList();
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => plans.Select(plan => plan.Answer(request)).FirstOrDefault(fault => fault is not null),
            },
            RegistryPeer.Anonymous with { Retries = 1 });
        var blob = peer.AddBlob(2000);
        Assert.AreEqual(CopyOutcome.Copied, await peer.PutAsync(blob));
        Assert.IsTrue(plans.TrueForAll(plan => plan.Count == 1));
        peer.AssertHas(blob);
    }

    [TestMethod]
    public async Task A_registry_that_fails_at_mounts_gets_the_blob_and_no_more_mounts()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => request.Query.Contains("mount=", StringComparison.Ordinal) ? FaultAnswer.Bare(500) : null,
            });
        using var client = new RegistryClient(registry.Host, RegistryPeer.Anonymous with { Retries = 1 });
        var source = new MemoryStore();
        foreach (var name in new[] { "first", "second" })
        {
            var blob = Sample.Blob(source, name);
            await client.Repository("a/base").PutAsync(blob, source, CancellationToken.None);
            Assert.AreEqual(CopyOutcome.Copied, await client.Repository("a/app").PutAsync(blob, source, CancellationToken.None));
            Assert.IsTrue(registry.HasBlob("a/app", blob.Digest.ToString()));
        }

        Assert.HasCount(2, registry.Requests.Where(request => request.Query.Contains("mount=", StringComparison.Ordinal)));
    }
}
