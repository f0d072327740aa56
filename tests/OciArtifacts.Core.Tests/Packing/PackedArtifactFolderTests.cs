using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

[TestClass]
public sealed class PackedArtifactFolderTests : IDisposable
{
    private static readonly string[] Names = ["contents.json", "manifest.json"];

    private readonly WorkFolder _work = new();

    private PackedArtifactFolder Folder => new(_work["packed"]);

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task What_was_saved_is_loaded_again()
    {
        var saved = await SaveAsync(
            PackedFiles.RawLayer("räw", _work.Write("file", "abc")), PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a")));
        var loaded = Folder.Load();
        Assert.AreEqual(saved.Root, loaded.Root);
        Assert.AreSequenceEqual(
            saved.Layers.Select(l => (l.Name, l.Path, l.FileCount, l.Content.Digest)),
            loaded.Layers.Select(l => (l.Name, l.Path, l.FileCount, l.Content.Digest)));
        foreach (var content in loaded.Manifest.Layers.Append(loaded.Manifest.Config))
        {
            Assert.AreSequenceEqual(await Sample.ReadAsync(saved, content), await Sample.ReadAsync(loaded, content));
        }
    }

    [TestMethod]
    public async Task An_artifact_without_layers_is_loaded_again()
    {
        var saved = await SaveAsync();
        var loaded = Folder.Load();
        Assert.AreEqual(saved.Root.Digest, loaded.Root.Digest);
        Assert.IsEmpty(loaded.Layers);
    }

    [TestMethod]
    public async Task The_manifest_is_on_disk_byte_for_byte()
    {
        var saved = await SaveAsync();
        Assert.AreSequenceEqual(await Sample.ReadAsync(saved, saved.Root), await File.ReadAllBytesAsync(_work["packed/manifest.json"]));
    }

    [TestMethod]
    public async Task Saving_the_same_again_touches_nothing()
    {
        var longAgo = new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await SaveAsync();
        foreach (var name in Names) File.SetLastWriteTimeUtc(_work[$"packed/{name}"], longAgo);
        await SaveAsync();
        foreach (var name in Names) Assert.AreEqual(longAgo, File.GetLastWriteTimeUtc(_work[$"packed/{name}"]), name);
    }

    [TestMethod]
    [DataRow("contents.json")]
    [DataRow("manifest.json")]
    public async Task A_folder_that_is_not_whole_says_to_pack_first(string missing)
    {
        await SaveAsync();
        File.Delete(_work[$"packed/{missing}"]);
        var failure = Failure.With(OciErrorCode.FileAccess, () => Folder.Load());
        Assert.Contains(_work["packed"], failure.Message, StringComparison.Ordinal);
        Assert.Contains("Pack first", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("contents.json", "[{")]
    [DataRow("contents.json", "{}")]
    [DataRow("contents.json", """{"manifests":[],"referrers":[]}""")]
    [DataRow("contents.json", """{"manifests":[{"manifest":"e30=","config":"e30=","layers":null}],"referrers":[]}""")]
    [DataRow("manifest.json", "{}")]
    [DataRow("manifest.json", "")]
    public async Task A_damaged_file_is_malformed(string name, string text)
    {
        await SaveAsync(PackedFiles.RawLayer("l", _work.Write("file", "abc")));
        await File.WriteAllTextAsync(_work[$"packed/{name}"], text);
        Failure.With(OciErrorCode.MalformedContent, () => Folder.Load());
    }

    private async Task<PackedArtifact> SaveAsync(params PlannedLayer[] layers)
    {
        var artifact = await new ArtifactPacker(_work["packed"]).PackAsync(new ArtifactPlan("a/b", layers), CancellationToken.None);
        Folder.Save(artifact);
        return artifact;
    }
}
