using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>Artifacts in a registry, a layout and an archive, read by oras.</summary>
[TestClass]
public sealed class OrasTests : PeerTests
{
    [TestMethod]
    public async Task It_fetches_the_manifest_from_the_registry_and_from_the_layout_as_it_was_written()
    {
        var pushed = await PushedAsync(Oras);
        foreach (var sample in (SampleProject[])[pushed.App, pushed.Widget])
        {
            var wanted = PushedSamples.ManifestOf(sample);
            Assert.AreEqual(wanted, await RunAsync(Oras, "manifest", "fetch", "--plain-http", pushed.Reference(sample)));
            Assert.AreEqual(wanted, await RunAsync(Oras, "manifest", "fetch", "--oci-layout", $"{sample.LayoutFolder}:latest"));
        }
    }

    [TestMethod]
    public async Task It_reads_the_archive_as_a_layout()
    {
        var pushed = await PushedAsync(Oras);
        var archive = PushedSamples.ArchiveOf(pushed.Widget);
        Assert.AreEqual(
            PushedSamples.ManifestOf(pushed.Widget),
            await RunAsync(Oras, "manifest", "fetch", "--oci-layout", $"{archive}:1.0.0"));
    }

    [TestMethod]
    public async Task It_pulls_the_layers_of_an_app_as_files()
    {
        var pushed = await PushedAsync(Oras);
        var folder = NewFolder();
        await RunAsync(Oras, "pull", "--plain-http", "-o", folder.Path, pushed.Reference(pushed.App));
        var layout = pushed.App.Layout;
        Assert.AreSequenceEqual(
            layout.Manifest.Layers.Select(layer => layer.Title).Order(StringComparer.Ordinal),
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var layer in layout.Manifest.Layers)
        {
            var pulled = await File.ReadAllBytesAsync(folder[layer.Title], TestContext.CancellationToken);
            Assert.AreSequenceEqual(layout.Read(layer), pulled, null, layer.Title);
        }
    }

    [TestMethod]
    public async Task The_commands_of_the_README_run_an_app_where_this_package_is_not_installed()
    {
        if (OperatingSystem.IsWindows()) Assert.Inconclusive("The commands are those of a Unix shell.");
        var pushed = await PushedAsync(Oras);
        var readme = await File.ReadAllTextAsync(Checkout.Path("README.md"), TestContext.CancellationToken);
        var commands = readme.Split("### Where this package is not installed")[1].Split("```console")[1].Split("```")[0];
        var script = commands.Replace("$ ", "", StringComparison.Ordinal)
            .Replace(
                "oras pull registry.example.com/hello:1.0.0",
                $"oras pull --plain-http {pushed.Reference(pushed.App)}",
                StringComparison.Ordinal)
            .Replace("hello.dll", $"{pushed.App.Name}.dll", StringComparison.Ordinal);
        var folder = NewFolder();
        var command = new ProcessCommand("sh", ["-e", "-c", script]) { WorkingDirectory = folder.Path };
        var run = (await ProcessRunner.RunAsync(command, TestContext.CancellationToken)).MustSucceed();
        Assert.Contains("world", run.Output);
        Assert.AreEqual(FileTree.Of(pushed.App.PublishFolder).ToString(), FileTree.Of(folder["hello"]).ToString());
    }

    [TestMethod]
    [DataRow("registry")]
    [DataRow("layout")]
    public async Task It_pulls_a_file_under_its_name_and_unpacks_a_folder_with_its_modes(string from)
    {
        var pushed = await PushedAsync(Oras);
        var widget = pushed.Widget;
        var folder = NewFolder();
        string[] source = from == "registry"
            ? ["--plain-http", pushed.Reference(widget)]
            : ["--oci-layout", $"{widget.LayoutFolder}:1.0.0"];
        await RunAsync(Oras, ["pull", "-o", folder.Path, .. source]);
        Assert.AreSequenceEqual(
            await File.ReadAllBytesAsync(widget["widget.svg"], TestContext.CancellationToken),
            await File.ReadAllBytesAsync(folder["widget.svg"], TestContext.CancellationToken));
        Assert.IsTrue(File.Exists(folder["contosowidget.data.tar.gz"]));
        var manual = FileTree.Of(folder["manual"]);
        Assert.AreEqual(FileTree.Of(widget["manual"]).ToString(), manual.ToString());
        if (!OperatingSystem.IsWindows()) Assert.IsTrue(manual.ModeOf("turn.sh").HasFlag(UnixFileMode.OtherExecute));
    }

    [TestMethod]
    public async Task It_copies_an_artifact_from_the_registry_to_a_layout()
    {
        var pushed = await PushedAsync(Oras);
        var folder = NewFolder();
        await RunAsync(Oras, "copy", "--from-plain-http", "--to-oci-layout", pushed.Reference(pushed.App), $"{folder.Path}:copied");
        var copied = LayoutReader.Open(folder.Path);
        Assert.AreSequenceEqual(["copied"], copied.Tags);
        Assert.AreEqual(pushed.App.Layout.Root.Digest, copied.Root.Digest);
        Assert.AreEqual(pushed.App.Layout.Unpack().ToString(), copied.Unpack().ToString());
    }
}
