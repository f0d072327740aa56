using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>Many processes add referrers to one artifact at the same time, where the registry has no list of referrers.</summary>
[TestClass]
public sealed class ManyReferrersTests : LibraryTests
{
    [TestMethod]
    public async Task Eight_processes_lose_no_referrer_and_no_signature_in_ten_rounds()
    {
        await using var registry = await RegistryAsync();
        await AssertAsync(registry.Host, rounds: 10);
    }

    [TestMethod]
    public async Task Nor_in_a_registry_that_answers_faster()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { NoReferrersApi = true, ETags = true, ConditionsIgnored = true });
        await AssertAsync(registry.Host, rounds: 2);
    }

    // Half of the rounds later, new processes start: their code is compiled while they publish, so they are slower at first.
    private async Task AssertAsync(string host, int rounds)
    {
        var folder = NewFolder().Path;
        foreach (var part in (Range[])[new(0, rounds / 2), new(rounds / 2, rounds)])
        {
            await Task.WhenAll(Enumerable.Range(0, PublishingProcess.Count)
                .Select(number => PublishingProcess.RunAsync(host, folder, number, part, Cancellation)));
        }

        using var client = new RegistryClient(host, Options());
        var repository = client.Repository(PublishingProcess.Repository);
        for (var round = 0; round < rounds; round++)
        {
            var all = Enumerable.Range(0, PublishingProcess.Count).Select(number => PublishingProcess.Contents(round, number)).ToList();
            var root = all[0].Root;
            var expected = all.SelectMany(one => one.Referrers).ToLookup(referrer => referrer.Tag is null, referrer => referrer.Content.Digest);
            var listed = await repository.ListReferrersAsync(root.Digest, artifactType: null, Cancellation).ToListAsync(Cancellation);
            Assert.AreSequenceEqual(InOrder(expected[true]), InOrder(listed.Select(referrer => referrer.Digest)));
            var tagged = await repository.ResolveAsync(PublishingProcess.TagOf(root), Cancellation);
            var signatures = Manifest.Parse(await Core.Content.ContentReading.ReadAllAsync(
                repository, tagged!, Core.Content.ContentReading.LargestManifest, Cancellation)).Layers;
            Assert.HasCount(PublishingProcess.Count, signatures);
        }
    }

    private static IEnumerable<string> InOrder(IEnumerable<Digest> digests) =>
        digests.Select(digest => digest.ToString()).Order(StringComparer.Ordinal);
}
