using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>The library and the registry of Docker, with a connection between them that breaks three times.</summary>
[TestClass]
public sealed class BrokenConnectionTests : LibraryTests
{
    private const int Size = 20_000_000;
    private const int Chunk = 1 << 20;
    private const int Cuts = 3;

    // The bytes of headers and other overhead.
    private const int Talk = 100_000;

    private readonly MemoryStore _store = new();

    [TestMethod]
    [DataRow(null)]
    [DataRow(Chunk)]
    public async Task A_blob_that_breaks_off_arrives_although_the_registry_forgets_what_it_had(int? chunk)
    {
        await using var registry = await RegistryAsync();
        await using var relay = new CuttingRelay(registry.Address, CutAt.Request, after: 5_000_000, Cuts);
        await PushAsync(registry, relay, chunk);

        // If this registry has more bytes than the address of the session says, it ends the session when it is asked
        // for its state.
        Assert.IsLessThan(2 * Size, relay.Sent);
    }

    [TestMethod]
    public async Task A_line_that_breaks_between_chunks_makes_nothing_travel_twice()
    {
        await using var registry = await RegistryAsync();
        await using var relay = new CuttingRelay(registry.Address, CutAt.NextBody, after: 5_000_000, Cuts);
        await PushAsync(registry, relay, Chunk);
        Assert.IsLessThan(Size + Talk, relay.Sent);
    }

    [TestMethod]
    public async Task A_pull_that_breaks_off_goes_on_where_it_was()
    {
        await using var registry = await RegistryAsync();
        await using var relay = new CuttingRelay(registry.Address, CutAt.Answer, after: 5_000_000, Cuts);
        var blob = Artifact.Blob(_store, Size, seed: 1);
        await PutAsync(registry.Host, blob, chunk: null);
        await AssertHasAsync(relay.Host, blob);
        TestContext.WriteLine($"{relay.Received} bytes");
        Assert.AreEqual(Cuts, relay.Cuts);
        Assert.IsLessThan(Size * 6 / 5, relay.Received);
    }

    private async Task PushAsync(DockerRegistry registry, CuttingRelay relay, int? chunk)
    {
        var blob = Artifact.Blob(_store, Size, seed: 1);
        await PutAsync(relay.Host, blob, chunk);
        TestContext.WriteLine($"{relay.Sent} bytes");
        Assert.AreEqual(Cuts, relay.Cuts);
        await AssertHasAsync(registry.Host, blob);
    }

    private async Task PutAsync(string host, Descriptor blob, int? chunk)
    {
        using var client = new RegistryClient(host, Options() with { ChunkSize = chunk });
        Assert.AreEqual(CopyOutcome.Copied, await client.Repository(Name).PutAsync(blob, _store, Cancellation));
    }

    private async Task AssertHasAsync(string host, Descriptor blob)
    {
        using var client = new RegistryClient(host, Options());
        Assert.AreSequenceEqual(
            await _store.ReadAllAsync(blob, int.MaxValue, Cancellation),
            await client.Repository(Name).ReadAllAsync(blob, int.MaxValue, Cancellation));
    }
}
