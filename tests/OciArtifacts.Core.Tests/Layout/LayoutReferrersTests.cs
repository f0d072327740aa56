using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Layout;

/// <summary>The index of a layout lists referrers, because clients look for them there.</summary>
[TestClass]
public sealed class LayoutReferrersTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly MemoryStore _source = new();
    private readonly Descriptor _root;
    private readonly Descriptor _referrer;

    public LayoutReferrersTests()
    {
        _root = Sample.Manifest(_source, "m");
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.RefName] = "no tag" };
        var manifest = new Manifest(Descriptor.Empty, [Descriptor.Empty])
        {
            ArtifactType = "application/spdx+json",
            Subject = _root,
            Annotations = annotations,
        };
        _referrer = _source.Add(MediaType.Manifest, manifest.ToBytes());
    }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task A_folder_lists_it_once_without_a_tag()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        await CopyAsync(layout);
        await CopyAsync(layout);
        AssertListed(await File.ReadAllBytesAsync(_work["layout/index.json"]));
    }

    [TestMethod]
    public async Task An_archive_lists_it_too()
    {
        await using (var archive = LayoutArchive.Create(_work["layout.tar"]))
        {
            await CopyAsync(archive);
            await archive.CompleteAsync(CancellationToken.None);
        }

        await System.Formats.Tar.TarFile.ExtractToDirectoryAsync(
            _work["layout.tar"], Directory.CreateDirectory(_work["out"]).FullName, overwriteFiles: false);
        AssertListed(await File.ReadAllBytesAsync(_work["out/index.json"]));
    }

    [TestMethod]
    public async Task A_folder_resolves_the_digest_of_a_root_of_an_entry_and_of_a_referrer()
    {
        var index = _source.Add(MediaType.Index, new ImageIndex([_root]).ToBytes());
        var layout = new LayoutDirectory(_work["layout"]);
        await layout.PutAsync(_referrer, _source, CancellationToken.None);
        Assert.IsNull(await layout.ResolveAsync(_root.Digest.ToString(), CancellationToken.None));
        using var copy = new ContentCopy(_source, layout, new ContentCopyOptions());
        await copy.CopyAsync(index, ["1.0"], CancellationToken.None);
        foreach (var content in (Descriptor[])[_root, _referrer, index])
        {
            var found = await layout.ResolveAsync(content.Digest.ToString(), CancellationToken.None);
            Assert.AreEqual((content.MediaType, content.Digest, content.Size), (found!.MediaType, found.Digest, found.Size));
            Assert.IsNull(found.Annotations);
        }

        Assert.IsNull(await layout.ResolveAsync(Digest.Sha256("other"u8).ToString(), CancellationToken.None));
    }

    [TestMethod]
    public async Task A_tag_of_it_stays()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        await layout.TagAsync(_referrer, _source, "bill", CancellationToken.None);
        await layout.PutAsync(_referrer, _source, CancellationToken.None);
        Assert.AreEqual(
            "bill",
            ImageIndex.Parse(
                await File.ReadAllBytesAsync(_work["layout/index.json"])).Manifests.Single().Annotations![Annotations.RefName]);
    }

    [TestMethod]
    public async Task An_entry_of_another_program_that_is_missing_or_damaged_is_no_referrer()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        await CopyAsync(layout);
        var index = ImageIndex.Parse(await File.ReadAllBytesAsync(_work["layout/index.json"]));
        var damaged = _source.Add(MediaType.Manifest, "not JSON"u8);
        await layout.PutAsync(Descriptor.Of("text/plain", "not JSON"u8), _source, CancellationToken.None);
        var missing = Descriptor.Of(MediaType.Manifest, "missing"u8);
        await File.WriteAllBytesAsync(_work["layout/index.json"], new ImageIndex([damaged, missing, .. index.Manifests]).ToBytes());
        var read = new LayoutDirectory(_work["layout"]);
        var listed = await read.ListReferrersAsync(_root.Digest, artifactType: null, CancellationToken.None).ToListAsync();
        Assert.AreEqual(_referrer.Digest, listed.Single().Digest);
    }

    [TestMethod]
    public async Task A_newer_one_of_the_same_type_and_producer_takes_its_place()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        var (old, next) = (Scan("old", "scanner"), Scan("new", "scanner"));
        var other = Scan("other", "other scanner");
        foreach (var referrer in new[] { old, other, next }) await CopyAsync(layout, referrer);
        var listed = await layout.ListReferrersAsync(_root.Digest, artifactType: null, CancellationToken.None).ToListAsync();
        Assert.AreSequenceEqual([other.Digest, next.Digest], listed.Select(one => one.Digest));
    }

    private Task CopyAsync(IContentStore layout) => CopyAsync(layout, _referrer);

    private async Task CopyAsync(IContentStore layout, Descriptor referrer)
    {
        using var copy = new ContentCopy(_source, layout, new ContentCopyOptions { Parallelism = 1 });
        await copy.CopyAsync(_root, ["1.0"], [new CopiedReferrer(referrer)], CancellationToken.None);
    }

    private Descriptor Scan(string name, string producer) => _source.Add(
        MediaType.Manifest,
        new Manifest(Descriptor.Empty, [Descriptor.Empty])
        {
            ArtifactType = "application/sarif+json",
            Subject = _root,
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name, [Annotations.Producer] = producer },
        }.ToBytes());

    private void AssertListed(byte[] bytes)
    {
        var entries = ImageIndex.Parse(bytes).Manifests;
        Assert.AreSequenceEqual([_referrer.Digest, _root.Digest], entries.Select(entry => entry.Digest));
        Assert.AreEqual("application/spdx+json", entries[0].ArtifactType);
        Assert.IsNull(entries[0].Annotations);
    }
}
