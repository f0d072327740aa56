using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// The exact numbers of files read, layers packed and requests sent by a publish with little or no change.
/// </summary>
[TestClass]
public sealed class UnchangedTests : SampleTests
{
    private static readonly string[] Manifests = ["HEAD /v2/consoleapp/manifests/1.2.3 -> 200"];

    [TestMethod]
    public async Task Without_a_change_no_content_is_read_and_no_layer_is_written()
    {
        using var sample = await CopyOfAsync("ConsoleApp");
        await sample.PublishAsync();

        // A file that was written just before it was packed is read again by the next publish.
        await sample.PublishAsync("--no-restore");
        await sample.PublishAsync("--no-restore");
        var before = Files(sample);
        await sample.PublishAsync("--no-restore");
        Assert.AreSequenceEqual(before, Files(sample));
        Assert.AreEqual(0, sample.Report.BytesHashed);
        Assert.AreSequenceEqual(sample.Report.LayerNames, sample.Report.CachedLayers);
    }

    [TestMethod]
    public async Task A_change_of_one_line_packs_the_app_and_its_symbols_alone()
    {
        using var sample = await CopyOfAsync("ConsoleApp");
        await sample.PublishAsync();
        sample.Edit("Program.cs", "{Greeting.For(\"world\")}", "{Greeting.For(\"cache\")}");
        await sample.PublishAsync("--no-restore");
        Assert.AreSequenceEqual(["symbols", "app"], sample.Report.LayerNames.Except(sample.Report.CachedLayers));
    }

    [TestMethod]
    public async Task A_new_machine_sends_nothing_that_the_registry_has()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sample = await CopyOfAsync("ConsoleApp");
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Clean(sample);
        registry.ClearRequests();
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreSequenceEqual(Manifests, registry.Requests.Select(request => request.ToString()));
        Assert.IsEmpty(sample.Report.CachedLayers);

        Clean(sample);
        sample.Edit("Program.cs", "{Greeting.For(\"world\")}", "{Greeting.For(\"machine\")}");
        registry.ClearRequests();
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        Assert.AreSequenceEqual(["symbols", "app"], sample.Report.LayersWithTransfer("uploaded"));
        Assert.AreEqual(sample.Report.BytesUploaded, registry.Requests.Sum(request => request.BodyBytes));
    }

    [TestMethod]
    public async Task A_question_is_answered_by_success_without_a_change_and_by_OCIA3007_with_one()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sample = await CopyOfAsync("ConsoleApp");
        string[] arguments = ["-question", $"-p:OciArtifactRegistry={registry.Host}"];
        await sample.PublishAsync(arguments[1]);
        registry.ClearRequests();
        await sample.PublishAsync(arguments);
        Assert.AreSequenceEqual(Manifests, registry.Requests.Select(request => request.ToString()));

        var build = await sample.TryPublishAsync([.. arguments, "-p:OciArtifactTags=other"]);
        Assert.AreSequenceEqual(["OCIA3007"], build.ErrorCodes.Distinct());
        registry.Forget();
        registry.ClearRequests();
        build = await sample.TryPublishAsync(arguments);
        Assert.AreSequenceEqual(["OCIA3007"], build.ErrorCodes.Distinct());
        Assert.IsTrue(registry.Requests.All(request => request.Method == "HEAD"), string.Join('\n', registry.Requests));
    }

    [TestMethod]
    public async Task A_push_that_trusts_its_receipt_sends_no_request()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sample = await CopyOfAsync("ConsoleApp");
        string[] arguments = [$"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactSkipPushIfUnchanged=true"];
        await sample.PublishAsync(arguments);
        registry.ClearRequests();
        var build = await sample.PublishAsync(arguments);
        Assert.IsEmpty(registry.Requests);
        Assert.AreEqual($"ConsoleApp -> {registry.Host}/consoleapp:1.2.3@{sample.Report.Digest}", build.Lines[^1]);
        Assert.IsTrue(sample.Report.Pushed);
    }

    [TestMethod]
    [DataRow("gzip")]
    [DataRow("zstd")]
    [DataRow("none")]
    public async Task How_many_cores_there_are_does_not_show(string compression)
    {
        using var sample = await NewAsync("Files", FilesOfTheirOwn("files", "data"));
        for (var i = 0; i < 6; i++)
        {
            sample.Write($"data/{i}.txt", string.Concat(Enumerable.Range(0, 150_000).Select(line => $"{i} {line}\n")));
        }

        await sample.RunAsync("build", "-c", "Release");

        // The runtime reads the number of cores when it starts, so this test starts a new process.
        sample.InOwnProcess = true;
        var digests = new List<string>();
        foreach (var cores in (string[])["1", "2", "7"])
        {
            sample.Environment["DOTNET_PROCESSOR_COUNT"] = cores;
            await sample.PublishAsync("--no-build", $"-p:OciArtifactCompression={compression}");
            digests.Add(sample.Report.Digest);
            Assert.IsEmpty(sample.Report.CachedLayers);
            Assert.EndsWith(
                compression == "none" ? ".tar" : $"+{compression}",
                sample.Layout.Manifest.Layers[0].MediaType,
                StringComparison.Ordinal);
            foreach (var made in (string[])[sample.WorkOfPackage, sample.LayoutFolder]) Directory.Delete(made, recursive: true);
        }

        Assert.HasCount(1, digests.Distinct(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task What_is_compressed_already_is_not_compressed_again_unless_somebody_says_so()
    {
        using var sample = await NewAsync("Pictures", FilesOfTheirOwn("pictures", "pictures"));
        sample.Write("pictures/one.png", "one");
        sample.Write("pictures/two.PNG", "two");
        await sample.PublishAsync();
        Assert.AreEqual("application/vnd.contoso.pictures.pictures.layer.v1.tar", sample.Layout.Manifest.Layers[0].MediaType);
        await sample.PublishAsync("--no-restore", "-p:OciArtifactCompression=gzip");
        Assert.AreEqual("application/vnd.contoso.pictures.pictures.layer.v1.tar+gzip", sample.Layout.Manifest.Layers[0].MediaType);
        sample.Write("pictures/three.txt", "three");
        await sample.PublishAsync("--no-restore");
        Assert.AreEqual("application/vnd.contoso.pictures.pictures.layer.v1.tar+gzip", sample.Layout.Manifest.Layers[0].MediaType);
    }

    // A project whose artifact is one layer of a folder.
    private static string FilesOfTheirOwn(string type, string folder) => ProjectFile.Library(
        "net10.0",
        $"<PropertyGroup><OciArtifactType>application/vnd.contoso.{type}.v1</OciArtifactType>"
            + "<OciArtifactIncludePublishOutput>false</OciArtifactIncludePublishOutput></PropertyGroup>",
        ProjectFile.Reference,
        $"""<ItemGroup><OciArtifactFile Include="{folder}" Layer="{folder}" /></ItemGroup>""");

    private static void Clean(SampleProject sample)
    {
        foreach (var folder in (string[])["bin", "obj", "../ConsoleApp.Library/bin", "../ConsoleApp.Library/obj"])
        {
            Directory.Delete(sample[folder], recursive: true);
        }
    }

    private static List<string> Files(SampleProject sample) =>
        [
            .. Directory.GetFiles(sample.WorkOfPackage, "*", SearchOption.AllDirectories)
                .Concat(Directory.GetFiles(sample.LayoutFolder, "*", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}"),
        ];
}
