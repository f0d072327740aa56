using System.Formats.Tar;
using System.Globalization;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Layouts in folders that the project chooses.</summary>
[TestClass]
public sealed class LayoutTests : SampleTests
{
    [TestMethod]
    public async Task An_archive_unpacks_to_a_layout_and_has_the_same_bytes_each_time()
    {
        var sample = await CopyOfAsync("ContosoWidget");
        var build = await sample.PublishAsync("-p:OciArtifactArchivePath=out/first.tar", "-p:OciArtifactTags=\"1.0.0;latest\"");
        await sample.PublishAsync("--no-build", "-p:OciArtifactArchivePath=out/second.tar", "-p:OciArtifactTags=\"1.0.0;latest\"");
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(sample["out/first.tar"], TestContext.CancellationToken),
            await File.ReadAllBytesAsync(sample["out/second.tar"], TestContext.CancellationToken));

        Directory.CreateDirectory(sample["unpacked"]);
        await TarFile.ExtractToDirectoryAsync(
            sample["out/first.tar"], sample["unpacked"], overwriteFiles: false, TestContext.CancellationToken);
        var layout = LayoutReader.Open(sample["unpacked"]);
        Assert.AreSequenceEqual(["1.0.0", "latest"], layout.Tags);
        Assert.AreEqual(sample.Layout.Unpack().ToString(), layout.Unpack().ToString());
        Assert.AreEqual(sample.Layout.Root.Digest, layout.Root.Digest);
        Assert.IsEmpty(layout.Unreferenced);
        Assert.EndsWith(layout.Root.Digest, build.Lines[^1]);
    }

    [TestMethod]
    public async Task Two_processes_that_publish_to_one_folder_at_a_time_keep_the_tags_of_both()
    {
        // Many tags: each one changes the index, so the two processes overlap although they do not start at the same
        // time.
        string[] numbers = [.. Enumerable.Range(1000, 300).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        var (one, other) = (await BuiltAsync("One", TagsOf("one")), await BuiltAsync("Other", TagsOf("other")));
        var shared = Path.Combine(one.Root, "shared");
        string[] arguments = ["--no-build", $"-p:OciArtifactLayoutDirectory={shared}"];
        await Task.WhenAll(one.PublishAsync(arguments), other.PublishAsync(arguments));
        var layout = LayoutReader.Open(shared);
        Assert.AreSequenceEqual(
            numbers.Select(number => $"one-{number}").Concat(numbers.Select(number => $"other-{number}")),
            layout.Tags.Order(StringComparer.Ordinal));
        Assert.AreEqual("One", layout.Tagged("one-1000").Annotations[OciDescriptor.TitleKey]);
        Assert.AreEqual("Other", layout.Tagged("other-1299").Annotations[OciDescriptor.TitleKey]);
        string TagsOf(string name) => string.Join(';', numbers.Select(number => $"{name}-{number}"));
    }

    [TestMethod]
    public async Task With_a_registry_that_is_not_pushed_to_the_layout_is_written_and_the_registry_is_not_asked()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("Later", ProjectFile.Library("net10.0", ProjectFile.Reference));
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactPush=false");
        Assert.AreEqual(sample.Report.Digest, sample.Layout.Root.Digest);
        Assert.IsFalse(sample.Report.Pushed);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_layout_inside_of_the_publish_folder_does_not_pack_itself()
    {
        var sample = await BuiltAsync("Inside", "");
        var inside = Path.Combine(sample.PublishFolder, "oci");
        string[] arguments = ["--no-build", $"-p:OciArtifactLayoutDirectory={inside}"];
        await sample.PublishAsync(arguments);
        var first = LayoutReader.Open(inside).Root.Digest;
        await sample.PublishAsync(arguments);
        Assert.AreEqual(first, LayoutReader.Open(inside).Root.Digest);
        Assert.IsEmpty(LayoutReader.Open(inside).Unreferenced);
    }

    private async Task<SampleProject> BuiltAsync(string name, string tags)
    {
        var sample = await NewAsync(name, ProjectFile.Library(
            "net10.0", ProjectFile.Reference, $"<PropertyGroup><OciArtifactTags>{tags}</OciArtifactTags></PropertyGroup>"));
        await sample.RunAsync("build", "-c", "Release");
        return sample;
    }
}
