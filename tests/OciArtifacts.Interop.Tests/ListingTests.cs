using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Interop.Tests;

/// <summary>Listing of tags and referrers with the registry of Docker, which has no referrers API.</summary>
[TestClass]
public sealed class ListingTests : LibraryTests
{
    private const string AttachedType = "application/vnd.example.attached.v1";

    [TestMethod]
    public async Task All_of_thirty_tags_are_listed()
    {
        await using var registry = await RegistryAsync();
        string[] tags = [.. Enumerable.Range(1, 30).Select(number => $"1.0.{number}")];
        await PushAsync(registry.Host, Options(), Artifact.Of(100), tags);
        using var client = new RegistryClient(registry.Host, Options());
        Assert.AreSequenceEqual(
            tags.Order(StringComparer.Ordinal),
            (await client.Repository(Name).ListTagsAsync(Cancellation).ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
        Assert.IsEmpty(await client.Repository("team/nothing").ListTagsAsync(Cancellation).ToListAsync(Cancellation));
    }

    [TestMethod]
    public async Task What_the_library_attaches_is_discovered_by_oras()
    {
        Need(Oras);
        await using var registry = await RegistryAsync();
        var subject = Artifact.Of(100);
        await PushAsync(registry.Host, Options(), subject, "latest");
        Assert.IsEmpty(await DiscoverAsync(registry.Host));

        var attached = Artifact.AttachedTo(subject.Root);
        await PushAsync(registry.Host, Options(), attached, "attached");
        Assert.AreSequenceEqual([attached.Root.Digest.ToString()], await DiscoverAsync(registry.Host));
    }

    [TestMethod]
    public async Task What_oras_attaches_is_listed_beside_what_the_library_attaches()
    {
        Need(Oras);
        await using var registry = await RegistryAsync();
        var subject = Artifact.Of(100);
        await PushAsync(registry.Host, Options(), subject, "latest");
        var file = NewFolder().Write("note.txt", "a note");
        await RunAsync(
            Oras, "attach", "--plain-http", "--disable-path-validation", "--artifact-type", AttachedType,
            $"{registry.Host}/{Name}:latest", $"{file}:text/plain");

        var byOras = (await ListAsync(registry.Host, subject, AttachedType)).Single();
        Assert.AreSequenceEqual(await DiscoverAsync(registry.Host), [byOras.Digest.ToString()]);

        var attached = Artifact.AttachedTo(subject.Root);
        await PushAsync(registry.Host, Options(), attached, "attached");
        var all = await ListAsync(registry.Host, subject, artifactType: null);
        Assert.AreSequenceEqual([byOras.Digest, attached.Root.Digest], all.Select(referrer => referrer.Digest));
        var ofType = await ListAsync(registry.Host, subject, AttachedType);
        Assert.AreSequenceEqual([byOras.Digest], ofType.Select(referrer => referrer.Digest));
        Assert.HasCount(2, await DiscoverAsync(registry.Host));
    }

    private async Task<IReadOnlyList<Descriptor>> ListAsync(string host, Artifact subject, string? artifactType)
    {
        using var client = new RegistryClient(host, Options());
        return await client.Repository(Name).ListReferrersAsync(subject.Root.Digest, artifactType, Cancellation).ToListAsync(Cancellation);
    }

    private async Task<IReadOnlyList<string>> DiscoverAsync(string host)
    {
        using var json = JsonDocument.Parse(await RunAsync(Oras, "discover", "--plain-http", "--format", "json", $"{host}/{Name}:latest"));
        return
        [
            .. json.RootElement.GetProperty("manifests").EnumerateArray()
                .Select(referrer => referrer.GetProperty("digest").GetString()!),
        ];
    }
}
