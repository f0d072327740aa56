using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>
/// Tests of the contract of <see cref="ITagResolver"/>. The tests of each store with tags derive from this class.
/// </summary>
public abstract class TaggingStoreContract : ContentStoreContract
{
    private ITagResolver Tags => (ITagResolver)Store;

    [TestMethod]
    public async Task A_tag_names_what_it_was_given_to()
    {
        var root = await ManifestAsync("m");
        await Store.TagAsync(root, Source, "1.0", CancellationToken.None);
        var named = await Tags.ResolveAsync("1.0", CancellationToken.None);
        Assert.AreEqual((root.MediaType, root.Digest, root.Size), (named!.MediaType, named.Digest, named.Size));
    }

    [TestMethod]
    public async Task Tagging_puts_the_root()
    {
        var root = await ManifestAsync("m");
        await Store.TagAsync(root, Source, "1.0", CancellationToken.None);
        Assert.IsTrue(await Store.ExistsAsync(root, CancellationToken.None));
        Assert.AreSequenceEqual(await Sample.ReadAsync(Source, root), await Sample.ReadAsync(Store, root));
    }

    [TestMethod]
    public async Task An_unknown_tag_names_nothing()
    {
        Assert.IsNull(await Tags.ResolveAsync("unknown", CancellationToken.None));
        await Store.TagAsync(await ManifestAsync("m"), Source, "known", CancellationToken.None);
        Assert.IsNull(await Tags.ResolveAsync("unknown", CancellationToken.None));
        Assert.IsNull(await Tags.ResolveAsync("KNOWN", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_tag_moves_and_others_stay()
    {
        var (first, second) = (await ManifestAsync("1"), await ManifestAsync("2"));
        await Store.TagAsync(first, Source, "stays", CancellationToken.None);
        await Store.TagAsync(first, Source, "moves", CancellationToken.None);
        await Store.TagAsync(second, Source, "moves", CancellationToken.None);
        Assert.AreEqual(first.Digest, (await Tags.ResolveAsync("stays", CancellationToken.None))!.Digest);
        Assert.AreEqual(second.Digest, (await Tags.ResolveAsync("moves", CancellationToken.None))!.Digest);
        Assert.IsTrue(await Store.ExistsAsync(first, CancellationToken.None));
    }

    [TestMethod]
    public async Task Tagging_twice_is_success()
    {
        var root = await ManifestAsync("m");
        await Store.TagAsync(root, Source, "1.0", CancellationToken.None);
        await Store.TagAsync(root, Source, "1.0", CancellationToken.None);
        Assert.AreEqual(root.Digest, (await Tags.ResolveAsync("1.0", CancellationToken.None))!.Digest);
    }

    [TestMethod]
    public async Task A_root_that_does_not_match_gets_no_tag()
    {
        var root = await ManifestAsync("m");
        var wrong = new RawSource(Sample.Bytes((int)root.Size));
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Store.TagAsync(root, wrong, "1.0", CancellationToken.None));
        Assert.IsNull(await Tags.ResolveAsync("1.0", CancellationToken.None));
        Assert.IsFalse(await Store.ExistsAsync(root, CancellationToken.None));
    }

    [TestMethod]
    public async Task Tags_that_are_given_in_parallel_are_all_there()
    {
        var roots = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => ManifestAsync($"{i}")));
        await Parallel.ForAsync(0, roots.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            await Store.TagAsync(roots[i], Source, $"tag-{i}", token));
        for (var i = 0; i < roots.Length; i++)
        {
            Assert.AreEqual(roots[i].Digest, (await Tags.ResolveAsync($"tag-{i}", CancellationToken.None))?.Digest, $"tag-{i}");
        }
    }

    /// <summary>A manifest whose children are already in the store.</summary>
    protected async Task<Descriptor> ManifestAsync(string name)
    {
        var manifest = Sample.Manifest(Source, name, Descriptor.Empty);
        await Store.PutAsync(Descriptor.Empty, Source, CancellationToken.None);
        return manifest;
    }
}
