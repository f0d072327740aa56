using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests;

/// <summary>Names that MSBuild, a shell or a URL would read as something else.</summary>
[TestClass]
public sealed class FileNameTests : SampleTests
{
    private static readonly string[] Names =
    [
        "with space.txt", "100%.txt", "%20.txt", "a#b.txt", "a;b.txt", "a=b&c.txt", "it's.txt", "(1)@[x].txt", "größe.txt", "尺寸.txt",
        ".hidden", "sub dir/ü %41;#.txt",
    ];

    [TestMethod]
    public async Task Publish_content_with_such_names_unpacks_to_the_publish_folder()
    {
        var sample = await SampleWithFilesAsync("""<None Include="files/**" CopyToPublishDirectory="PreserveNewest" />""");
        await sample.PublishAsync();
        var published = FileTree.Of(sample.PublishFolder);
        foreach (var name in Names.Append("empty.txt")) Assert.Contains($"files/{name}", published.Paths);
        Assert.AreEqual(published.ToString(), sample.Layout.Unpack().ToString());
    }

    [TestMethod]
    public async Task Files_of_a_glob_with_such_names_are_blobs_with_these_titles()
    {
        var sample = await SampleWithFilesAsync("""<OciArtifactFile Include="files/**" />""");
        await sample.PublishAsync("-p:OciArtifactIncludePublishOutput=false", "-p:OciArtifactType=application/vnd.contoso.names.v1");
        Assert.AreEqual(FileTree.Of(sample["files"]).ToString(), sample.Layout.Unpack().ToString());
    }

    [TestMethod]
    public async Task Files_of_a_glob_with_such_names_are_entries_of_a_layer()
    {
        var sample = await SampleWithFilesAsync("""<OciArtifactFile Include="files/**" Layer="files" />""");
        await sample.PublishAsync("-p:OciArtifactIncludePublishOutput=false", "-p:OciArtifactType=application/vnd.contoso.names.v1");
        Assert.HasCount(1, sample.Layout.Manifest.Layers);
        Assert.AreEqual(FileTree.Of(sample["files"]).ToString(), sample.Layout.Unpack().ToString());
    }

    private async Task<SampleProject> SampleWithFilesAsync(string item)
    {
        var sample = await NewAsync("Names", ProjectFile.Library("net10.0", ProjectFile.Reference, $"<ItemGroup>{item}</ItemGroup>"));
        foreach (var name in Names) sample.Write($"files/{name}", $"content of {name}");
        sample.Write("files/empty.txt", "");
        return sample;
    }
}
