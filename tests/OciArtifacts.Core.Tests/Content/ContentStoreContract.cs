using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>
/// Tests of the contract of <see cref="IContentStore"/>. The tests of each store derive from this class.
/// </summary>
public abstract class ContentStoreContract
{
    private IContentStore? _store;

    protected MemoryStore Source { get; } = new();

    protected IContentStore Store => _store!;

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<IContentStore> CreateStoreAsync();

    [TestInitialize]
    public async Task CreateAsync() => _store = await CreateStoreAsync();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(511)]
    [DataRow(512)]
    [DataRow(Sample.Mebibyte)]
    [DataRow(Sample.Mebibyte + 1)]
    public async Task Content_that_was_put_is_there_and_is_read_as_it_was(int size)
    {
        var bytes = Sample.Bytes(size);
        var content = Source.Add("a/b", bytes);
        await Store.PutAsync(content, Source, CancellationToken.None);
        Assert.IsTrue(await Store.ExistsAsync(content, CancellationToken.None));
        Assert.AreSequenceEqual(bytes, await Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task A_manifest_that_was_put_is_there_and_is_read_as_it_was()
    {
        var manifest = Sample.Manifest(Source, "m");
        await Store.PutAsync(Descriptor.Empty, Source, CancellationToken.None);
        await Store.PutAsync(manifest, Source, CancellationToken.None);
        Assert.IsTrue(await Store.ExistsAsync(manifest, CancellationToken.None));
        Assert.AreSequenceEqual(await Sample.ReadAsync(Source, manifest), await Sample.ReadAsync(Store, manifest));
    }

    [TestMethod]
    public async Task Content_with_a_sha512_digest_is_stored_too()
    {
        var bytes = Sample.Bytes(100);
        var content = new Descriptor("a/b", Digest.Sha512(bytes), bytes.Length);
        await Store.PutAsync(content, new RawSource(bytes), CancellationToken.None);
        Assert.IsTrue(await Store.ExistsAsync(content, CancellationToken.None));
        Assert.AreSequenceEqual(bytes, await Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task Putting_twice_is_success()
    {
        var content = Sample.Blob(Source, "twice");
        await Store.PutAsync(content, Source, CancellationToken.None);
        await Store.PutAsync(content, Source, CancellationToken.None);
        Assert.AreSequenceEqual("twice"u8.ToArray(), await Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task Content_can_be_read_by_several_at_a_time()
    {
        var bytes = Sample.Bytes(Sample.Mebibyte);
        var content = Source.Add("a/b", bytes);
        await Store.PutAsync(content, Source, CancellationToken.None);
        foreach (var read in await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Sample.ReadAsync(Store, content)))))
        {
            Assert.AreSequenceEqual(bytes, read);
        }
    }

    [TestMethod]
    [DataRow("text/plain")]
    [DataRow(MediaType.Manifest)]
    [DataRow(MediaType.Index)]
    public async Task Unknown_content_is_not_there(string mediaType) =>
        Assert.IsFalse(await Store.ExistsAsync(Descriptor.Of(mediaType, "unknown"u8), CancellationToken.None));

    [TestMethod]
    [DataRow("text/plain")]
    [DataRow(MediaType.Manifest)]
    public async Task Unknown_content_cannot_be_opened(string mediaType) => await Failure.WithAsync(
        OciErrorCode.ContentNotFound, () => Store.OpenAsync(Descriptor.Of(mediaType, "unknown"u8), CancellationToken.None));

    [TestMethod]
    [DataRow("other", DisplayName = "other bytes")]
    [DataRow("righ", DisplayName = "too few")]
    [DataRow("right!", DisplayName = "too many")]
    [DataRow("", DisplayName = "none")]
    public async Task Content_that_does_not_match_is_refused_and_leaves_nothing(string actual)
    {
        var content = Descriptor.Of("text/plain", "right"u8);
        var wrong = new RawSource(System.Text.Encoding.UTF8.GetBytes(actual));
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Store.PutAsync(content, wrong, CancellationToken.None));
        Assert.IsFalse(await Store.ExistsAsync(content, CancellationToken.None));

        await Store.PutAsync(content, new RawSource("right"u8.ToArray()), CancellationToken.None);
        Assert.AreSequenceEqual("right"u8.ToArray(), await Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task A_manifest_that_does_not_match_is_refused_and_leaves_nothing()
    {
        var manifest = Sample.Manifest(Source, "m");
        await Store.PutAsync(Descriptor.Empty, Source, CancellationToken.None);
        var wrong = new RawSource(Sample.Bytes((int)manifest.Size));
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Store.PutAsync(manifest, wrong, CancellationToken.None));
        Assert.IsFalse(await Store.ExistsAsync(manifest, CancellationToken.None));
    }

    [TestMethod]
    public async Task Content_that_cannot_be_checked_is_refused()
    {
        var content = new Descriptor("a/b", Digest.Parse("blake3:" + Digest.Sha256("x"u8).Encoded), 1);
        await Failure.WithAsync(
            OciErrorCode.MalformedContent, () => Store.PutAsync(content, new RawSource("x"u8.ToArray()), CancellationToken.None));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(700_000)]
    public async Task A_source_that_fails_leaves_nothing_and_its_failure_is_the_one(int after)
    {
        var bytes = Sample.Bytes(Sample.Mebibyte);
        var content = Descriptor.Of("a/b", bytes);
        var source = RawSource.FailingAfter(bytes[..after], new OciException(OciErrorCode.InvalidConfig, "the source failed"));
        var failure = await Failure.WithAsync(OciErrorCode.InvalidConfig, () => Store.PutAsync(content, source, CancellationToken.None));
        Assert.AreEqual("the source failed", failure.Message);
        Assert.IsFalse(await Store.ExistsAsync(content, CancellationToken.None));

        await Store.PutAsync(content, new RawSource(bytes), CancellationToken.None);
        Assert.AreSequenceEqual(bytes, await Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task A_put_that_is_cancelled_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var content = Source.Add("a/b", Sample.Bytes(100));
        await Assert.ThrowsAsync<OperationCanceledException>(() => Store.PutAsync(content, Source, cancelled.Token));
        Assert.IsFalse(await Store.ExistsAsync(content, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_same_content_can_be_put_in_parallel()
    {
        var bytes = Sample.Bytes(300_000);
        var content = Source.Add("a/b", bytes);
        await Parallel.ForAsync(0, 12, async (_, token) => await Store.PutAsync(content, Source, token));
        Assert.AreSequenceEqual(bytes, await Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task Different_contents_can_be_put_in_parallel()
    {
        var contents = Enumerable.Range(0, 24).Select(i => Source.Add("a/b", Sample.Bytes(5_000 + i, i))).ToArray();
        await Parallel.ForEachAsync(contents, async (content, token) => await Store.PutAsync(content, Source, token));
        foreach (var content in contents)
        {
            Assert.AreSequenceEqual(await Sample.ReadAsync(Source, content), await Sample.ReadAsync(Store, content));
        }
    }
}
