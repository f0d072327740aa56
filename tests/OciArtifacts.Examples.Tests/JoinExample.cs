using OciArtifacts.Core;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Examples.Tests;

/// <summary>An index of what other machines have published.</summary>
[TestClass]
public sealed class JoinExample : LibraryExample
{
    [TestMethod]
    public async Task Join_published_manifests_into_an_index()
    {
        using var client = new RegistryClient(Registry, new RegistryOptions { Access = RegistryAccess.Push });
        var repository = client.Repository("tools/one");

        // Two machines have pushed their part each, without a tag or with one of its own.
        await PushAsync(ToolPlan("linux"), repository, "1.0.0-linux");
        var mac = await PushAsync(ToolPlan("mac"), repository);

        // A tag or a digest is all that the third machine needs: it never reads the files.
        var entries = new List<PlannedEntry>();
        foreach (var (reference, platform) in new[]
        {
            ("1.0.0-linux", new Platform("amd64", "linux")),
            (mac.Root.Digest.ToString(), new Platform("arm64", "darwin")),
        })
        {
            var published = await repository.ResolveAsync(reference, Cancellation)
                ?? throw new OciException(OciErrorCode.ContentNotFound, $"{reference} is not in {repository.Name}.");
            entries.Add(new PlannedEntry(PackedArtifact.Published(published, repository), platform));
        }

        var index = await new ArtifactPacker(Work["obj"]).PackAsync(new IndexPlan(ToolType, entries), Cancellation);
        Server.ClearRequests();
        using var copy = new ContentCopy(index, repository, new ContentCopyOptions());
        await copy.CopyAsync(index.Root, ["1.0.0"], index.CopiedReferrers, Cancellation);

        // Only the index is sent.
        Assert.AreSequenceEqual(
            ["PUT /v2/tools/one/manifests/1.0.0"],
            Server.Requests.Where(request => request.Method != "HEAD").Select(request => $"{request.Method} {request.Path}"));
        var selected = await repository.SelectAsync(index.Root, new Platform("arm64", "darwin"), Cancellation);
        Assert.AreEqual(mac.Root.Digest, selected.Digest);
    }
}
