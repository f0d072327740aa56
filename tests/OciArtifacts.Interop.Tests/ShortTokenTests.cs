using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>The upload of a large blob takes longer than a token is valid.</summary>
[TestClass]
public sealed class ShortTokenTests : LibraryTests
{
    private const int Mebibytes = 200;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3.5);

    [TestMethod]
    [DataRow(null, 1)]
    [DataRow(16 << 20, 13)]
    public async Task A_new_token_is_fetched_in_time_and_no_more_often_than_that(int? chunk, int transfers)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions
        {
            BearerChallenge = true,
            UserName = "user",
            Password = "secret",
            TokenLifetime = Lifetime,
            KeepBlobBytes = false,
        });
        var zeros = new SlowZeros(NewFolder(), Mebibytes, Duration);
        var options = Options(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", "secret")) with { ChunkSize = chunk };
        using var client = new RegistryClient(registry.Host, options);
        var repository = client.Repository(Name);

        var started = TimeProvider.System.GetTimestamp();
        Assert.IsFalse(await repository.ExistsAsync(zeros.Content, Cancellation));
        Assert.AreEqual(CopyOutcome.Copied, await repository.PutAsync(zeros.Content, zeros, Cancellation));
        Assert.IsGreaterThanOrEqualTo(Duration * 0.9, TimeProvider.System.GetElapsedTime(started));
        var artifact = Artifact.Of(Enumerable.Range(100, 10));
        await PushAsync(repository, artifact, "latest");

        Assert.AreEqual(zeros.Content.Size, registry.BlobSize(Name, zeros.Content.Digest.ToString()));
        foreach (var layer in artifact.Layers) Assert.IsTrue(registry.HasBlob(Name, layer.Digest.ToString()));
        Assert.IsTrue(registry.TryGetManifest(Name, "latest", out var manifest, out _));
        Assert.AreSequenceEqual(await artifact.Store.ReadAllAsync(artifact.Root, int.MaxValue, Cancellation), manifest);
        AssertTokens(registry, transfers, TimeProvider.System.GetElapsedTime(started));
    }

    private void AssertTokens(TestRegistry registry, int transfers, TimeSpan elapsed)
    {
        var requests = registry.Requests;
        var tokens = requests.Count(request => request is { Path: "/token", Status: 200 });
        var refused = requests.Count(request => request.Status == 401);
        TestContext.WriteLine($"{tokens} tokens, {refused} answers 401, {requests.Count} requests");
        Assert.IsGreaterThanOrEqualTo(2, tokens);

        // One token to ask for the tag, one to push, and a new one before the second one expires.
        Assert.IsLessThanOrEqualTo(3 + (elapsed / (Lifetime * 0.8)), tokens);

        // The first request has no token. The other tokens are valid, except that one may expire during a request on a
        // slow machine.
        Assert.IsLessThan(tokens - 1, refused);
        Assert.AreEqual(transfers, requests.Count(request => request.BodyBytes > 1 << 20));
        Assert.IsLessThanOrEqualTo((Mebibytes + 1L) << 20, requests.Sum(request => request.BodyBytes));
    }
}
