using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Interop.Tests;

/// <summary>Blobs that one repository of a registry has are mounted into another one instead of sent.</summary>
[TestClass]
public sealed class MountTests : LibraryTests
{
    [TestMethod]
    public async Task A_blob_that_was_pushed_to_one_repository_is_mounted_into_another_by_one_request()
    {
        await using var registry = await RegistryAsync();
        using var client = new RegistryClient(registry.Host, Options());
        var store = new MemoryStore();
        var blob = Artifact.Blob(store, 1_000_000, seed: 1);
        Assert.AreEqual(CopyOutcome.Copied, await client.Repository("one/app").PutAsync(blob, store, Cancellation));
        var before = client.Requests;

        // The source has no blobs, so nothing could be uploaded.
        Assert.AreEqual(CopyOutcome.Mounted, await client.Repository("other/app").PutAsync(blob, new MemoryStore(), Cancellation));
        Assert.AreEqual(1, client.Requests - before);
        await AssertHasAsync(registry.Host, "other/app", store, blob);
    }

    [TestMethod]
    public async Task An_artifact_is_copied_between_repositories_without_its_blobs()
    {
        await using var registry = await RegistryAsync();
        using var client = new RegistryClient(registry.Host, Options());
        var artifact = Artifact.Of(100_000, 200_000, 300_000);
        await PushAsync(client.Repository(Name), artifact, "latest");

        List<CopyEvent> events = [];
        var options = new ContentCopyOptions { Parallelism = 1, Report = events.Add };
        using var copy = new ContentCopy(client.Repository(Name), client.Repository("team/copy"), options);
        await copy.CopyAsync(artifact.Root, ["latest"], Cancellation);
        Assert.AreSequenceEqual(
            [.. Enumerable.Repeat(CopyOutcome.Mounted, 4), CopyOutcome.Copied], events.Select(done => done.Outcome));
        foreach (var layer in artifact.Layers) await AssertHasAsync(registry.Host, "team/copy", artifact.Store, layer);
    }

    private async Task AssertHasAsync(string host, string repository, MemoryStore store, Descriptor blob)
    {
        using var second = new RegistryClient(host, Options());
        Assert.AreSequenceEqual(
            await store.ReadAllAsync(blob, int.MaxValue, Cancellation),
            await second.Repository(repository).ReadAllAsync(blob, int.MaxValue, Cancellation));
    }
}
