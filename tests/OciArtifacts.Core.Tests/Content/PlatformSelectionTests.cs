using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class PlatformSelectionTests
{
    private static readonly Platform Linux = new("amd64", "linux");
    private readonly MemoryStore _store = new();

    [TestMethod]
    public async Task The_first_entry_that_fits_is_the_one()
    {
        var (other, first, second) = (For("arm64", "linux"), For("amd64", "linux"), For("amd64", "linux"));
        Assert.AreEqual(first, await SelectAsync(Linux, other, For("amd64", "windows"), first, second));
    }

    [TestMethod]
    [DataRow(null, "v7", true)]
    [DataRow("v7", null, true)]
    [DataRow("v7", "v7", true)]
    [DataRow("v7", "v6", false)]
    [DataRow("v7", "V7", false)]
    public async Task A_variant_that_nobody_names_fits_any(string? wanted, string? has, bool fits)
    {
        var (entry, platform) = (For("arm", "linux", has), new Platform("arm", "linux") { Variant = wanted });
        if (fits) Assert.AreEqual(entry, await SelectAsync(platform, entry));
        else await Failure.WithAsync(OciErrorCode.ContentNotFound, () => SelectAsync(platform, entry));
    }

    [TestMethod]
    public async Task What_is_of_an_unknown_type_is_left_out()
    {
        var wanted = For("amd64", "linux");
        Assert.AreEqual(wanted, await SelectAsync(Linux, For("amd64", "linux") with { MediaType = "application/vnd.example" }, wanted));
    }

    [TestMethod]
    public async Task A_manifest_that_does_not_say_for_what_it_is_is_left_out()
    {
        var wanted = For("amd64", "linux");
        Assert.AreEqual(wanted, await SelectAsync(Linux, For("amd64", "linux") with { Platform = null }, wanted));
    }

    [TestMethod]
    public async Task A_root_that_is_a_manifest_is_the_one_and_is_not_read()
    {
        var source = new RawSource(() => throw new InvalidOperationException("It was opened."));
        var root = Descriptor.Of(MediaType.Manifest, "x"u8);
        Assert.AreEqual(root, await source.SelectAsync(root, Linux, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(MediaType.Manifest, MediaType.Index)]
    [DataRow(MediaType.DockerManifest, MediaType.DockerManifestList)]
    public async Task What_Docker_made_is_understood(string manifest, string index)
    {
        var entry = For("amd64", "linux") with { MediaType = manifest };
        var root = _store.Add(index, (new ImageIndex([entry]) { MediaType = index }).ToBytes());
        Assert.AreEqual(entry, await _store.SelectAsync(root, Linux, CancellationToken.None));
    }

    [TestMethod]
    public async Task An_index_in_an_index_is_looked_into()
    {
        var wanted = For("amd64", "linux");
        var nested = Sample.Index(_store, For("arm64", "linux"), wanted);
        Assert.AreEqual(wanted, await SelectAsync(Linux, For("s390x", "linux"), nested));
    }

    [TestMethod]
    public async Task An_index_in_an_index_that_is_for_something_else_is_not_looked_into()
    {
        var absent = Descriptor.Of(MediaType.Index, "absent"u8) with { Platform = new Platform("arm64", "linux") };
        var wanted = For("amd64", "linux");
        Assert.AreEqual(wanted, await SelectAsync(Linux, absent, wanted));
    }

    [TestMethod]
    [DataRow(2, true)]
    [DataRow(3, false)]
    public async Task Indexes_are_looked_into_to_a_depth(int depth, bool isFound)
    {
        var wanted = For("amd64", "linux");
        var nested = Sample.Index(_store, wanted);
        for (var i = 1; i < depth; i++) nested = Sample.Index(_store, nested);
        if (isFound) Assert.AreEqual(wanted, await SelectAsync(Linux, nested));
        else await Failure.WithAsync(OciErrorCode.ContentNotFound, () => SelectAsync(Linux, nested));
    }

    [TestMethod]
    public async Task An_index_that_is_named_often_is_read_once()
    {
        // Each index names the next one twenty times. Without deduplication that is 8420 reads; four are enough.
        var nested = Sample.Index(_store);
        for (var i = 0; i < 3; i++) nested = Sample.Index(_store, [.. Enumerable.Repeat(nested, 20)]);
        var watched = new WatchedStore(_store);
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => watched.SelectAsync(nested, Linux, CancellationToken.None));
        Assert.HasCount(4, watched.ContentsOf(WatchedStore.Open));
    }

    [TestMethod]
    public async Task An_index_that_says_to_hold_itself_is_a_mismatch()
    {
        var claimed = new Descriptor(MediaType.Index, Digest.Sha256("claimed"u8), 0);
        claimed = claimed with { Size = new ImageIndex([claimed with { Size = 100 }]).ToBytes().Length };
        var source = new RawSource(new ImageIndex([claimed]).ToBytes());
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => source.SelectAsync(claimed, Linux, CancellationToken.None));
    }

    [TestMethod]
    public async Task Where_nothing_fits_it_is_said_what_there_is()
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentNotFound,
            () => SelectAsync(Linux, For("arm64", "linux"), For("arm", "linux", "v7"), For("arm64", "linux")));
        Assert.Contains("nothing for linux/amd64", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("It has: linux/arm64, linux/arm/v7.", failure.Message);
    }

    [TestMethod]
    public async Task Where_nothing_names_a_platform_it_is_said_so()
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentNotFound,
            () => SelectAsync(Linux, For("amd64", "linux") with { Platform = null }));
        Assert.EndsWith("It has: nothing that names a platform.", failure.Message);
    }

    [TestMethod]
    [DataRow(20, false)]
    [DataRow(21, true)]
    public async Task Not_everything_is_said_where_there_is_very_much(int count, bool isCut)
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentNotFound, () => SelectAsync(Linux, [.. Enumerable.Range(1, count).Select(i => For($"a{i}", "linux"))]));
        Assert.Contains("linux/a20", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("linux/a21", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(isCut, failure.Message.EndsWith(", ….", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task What_an_index_says_steers_no_terminal()
    {
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentNotFound, () => SelectAsync(Linux, For("a\n##vso[x]\u001b[2J", "linux"), For(new string('x', 1000), "y")));
        Assert.DoesNotContain(char.IsControl, failure.Message);
        Assert.IsLessThan(500, failure.Message.Length);
    }

    private Descriptor For(string architecture, string os, string? variant = null) =>
        Descriptor.Of(MediaType.Manifest, Guid.NewGuid().ToByteArray()) with
        {
            Platform = new Platform(architecture, os) { Variant = variant },
        };

    private Task<Descriptor> SelectAsync(Platform platform, params Descriptor[] entries) =>
        _store.SelectAsync(_store.Add(MediaType.Index, new ImageIndex(entries).ToBytes()), platform, CancellationToken.None);
}
