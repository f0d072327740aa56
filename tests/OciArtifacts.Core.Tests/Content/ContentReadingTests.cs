using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class ContentReadingTests
{
    private readonly MemoryStore _store = new();

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(100_000)]
    public async Task All_of_the_content_is_read(int size)
    {
        var bytes = Sample.Bytes(size);
        Assert.AreSequenceEqual(bytes, await _store.ReadAllAsync(_store.Add("a/b", bytes), size, CancellationToken.None));
    }

    [TestMethod]
    [DataRow("other", DisplayName = "other bytes")]
    [DataRow("righ", DisplayName = "too few")]
    [DataRow("right!", DisplayName = "too many")]
    public async Task Content_of_a_source_that_checks_nothing_is_checked(string actual)
    {
        var source = new RawSource(System.Text.Encoding.UTF8.GetBytes(actual));
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => source.ReadAllAsync(Descriptor.Of("a/b", "right"u8), 100, CancellationToken.None));
    }

    [TestMethod]
    public async Task Empty_content_of_a_source_that_checks_nothing_is_checked() => await Failure.WithAsync(
        OciErrorCode.ContentMismatch,
        () => new RawSource([1]).ReadAllAsync(Descriptor.Of("a/b", []), 100, CancellationToken.None));

    [TestMethod]
    [DataRow(11L)]
    [DataRow(long.MaxValue)]
    [DataRow(-1L)]
    public async Task Content_that_says_a_size_out_of_the_limit_is_not_opened(long size)
    {
        var source = new RawSource(() => throw new InvalidOperationException("It was opened."));
        var content = new Descriptor("a/b", Digest.Sha256("x"u8), size);
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => source.ReadAllAsync(content, 10, CancellationToken.None));
    }

    [TestMethod]
    public async Task What_checks_itself_is_not_checked_twice()
    {
        var content = Sample.Blob(_store, "abc");
        await using var own = await _store.OpenAsync(content, CancellationToken.None);
        await using var opened = await new RawSource(() => own).OpenVerifiedAsync(content, CancellationToken.None);
        Assert.AreSame(own, opened);
    }

    [TestMethod]
    public async Task What_checks_itself_for_other_content_is_checked_again()
    {
        await using var other = await _store.OpenAsync(Sample.Blob(_store, "abd"), CancellationToken.None);
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch,
            () => new RawSource(() => other).ReadAllAsync(Descriptor.Of("a/b", "abc"u8), 100, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_children_of_a_manifest_are_config_and_layers_in_order()
    {
        var (a, b) = (Sample.Blob(_store, "a"), Sample.Blob(_store, "b"));
        var manifest = Sample.Manifest(_store, "m", b, a);
        var children = await _store.ReadChildrenAsync(manifest, CancellationToken.None);
        Assert.AreSequenceEqual([Descriptor.Empty.Digest, b.Digest, a.Digest], children.Select(child => child.Digest));
    }

    [TestMethod]
    public async Task The_children_of_an_index_are_its_entries_in_order()
    {
        var (a, b) = (Sample.Manifest(_store, "a"), Sample.Manifest(_store, "b"));
        var children = await _store.ReadChildrenAsync(Sample.Index(_store, b, a), CancellationToken.None);
        Assert.AreSequenceEqual([b.Digest, a.Digest], children.Select(child => child.Digest));
    }

    [TestMethod]
    public async Task A_subject_is_no_child()
    {
        var manifest = new Manifest(Descriptor.Empty, []) { Subject = Descriptor.Of(MediaType.Manifest, "elsewhere"u8) };
        var children = await _store.ReadChildrenAsync(_store.Add(MediaType.Manifest, manifest.ToBytes()), CancellationToken.None);
        Assert.AreSequenceEqual([Descriptor.Empty.Digest], children.Select(child => child.Digest));
    }

    [TestMethod]
    public async Task Other_content_has_no_children_and_is_not_opened() => Assert.IsEmpty(
        await new RawSource(() => throw new InvalidOperationException("It was opened."))
            .ReadChildrenAsync(Descriptor.Of("application/json", "{}"u8), CancellationToken.None));

    [TestMethod]
    public async Task A_manifest_that_is_larger_than_registries_accept_is_not_opened()
    {
        var source = new RawSource(() => throw new InvalidOperationException("It was opened."));
        var manifest = new Descriptor(MediaType.Manifest, Digest.Sha256("x"u8), ContentReading.LargestManifest + 1);
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => source.ReadChildrenAsync(manifest, CancellationToken.None));
    }
}
