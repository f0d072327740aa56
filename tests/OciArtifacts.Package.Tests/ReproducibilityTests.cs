using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>The same source gives the same digest, in any folder and at any time.</summary>
[TestClass]
public sealed class ReproducibilityTests : SampleTests
{
    [TestMethod]
    [DataRow("ConsoleApp")]
    [DataRow("SelfContainedApp")]
    public async Task Another_folder_and_other_times_give_the_same_digest(string name)
    {
        var first = await PublishedAsync(name);
        var second = await CopyOfAsync(name);
        second.Write("../Directory.Build.props", PublishedSamples.PathMap);
        Age(second.Root);
        await second.PublishAsync();
        Assert.AreNotEqual(first.Root, second.Root);
        Assert.AreEqual(first.Layout.Root.Digest, second.Layout.Root.Digest);
        Assert.AreSequenceEqual(first.Report.LayerFacts, second.Report.LayerFacts);
    }

    // NuGet makes unpacked files executable for the owner. The umask decides about the rest.
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Another_umask_gives_the_same_digest()
    {
        var first = await PublishedAsync("ConsoleApp");
        var second = await CopyOfAsync("ConsoleApp");
        second.Umask = "077";
        second.Write("NuGet.config",
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        second.Write("../Directory.Build.props", PublishedSamples.PathMap);
        await second.PublishAsync($"-p:RestoreAdditionalProjectSources={(await PackageRun.GetAsync()).MachinePackages}");
        Assert.IsTrue(Directory.Exists(second["packages/newtonsoft.json"]), "The packages came from somewhere else.");
        Assert.AreSequenceEqual(first.Report.LayerFacts, second.Report.LayerFacts);
    }

    // The Web SDK writes the times of files into one file. Without a source date, this file differs in each clone.
    [TestMethod]
    public async Task Two_clones_of_a_web_app_in_two_folders_and_at_two_times_give_the_same_digest_where_the_source_has_a_date()
    {
        var sample = await CopyOfAsync("WebApp");
        await CommitAsync(sample);
        var (one, other) = (sample["../one"], sample["../another/folder"]);
        await CloneAsync(sample, one);
        await CloneAsync(sample, other);
        Age(Path.Combine(other, "WebApp"));
        string[] arguments = ["-p:ContinuousIntegrationBuild=true", "-p:OciArtifactSourceDateEpoch=1767225600"];
        var (digest, manifest) = await PublishCloneAsync(sample, one, arguments);
        var (otherDigest, otherManifest) = await PublishCloneAsync(sample, other, arguments);
        Assert.AreNotEqual(manifest, otherManifest, "The publish folders have no time in them.");
        Assert.AreEqual(digest, otherDigest);

        // Clean deletes the copy that was packed instead of the published file.
        var copy = Path.Combine(one, "WebApp/obj/Release/net10.0/ociartifacts/dated/WebApp.staticwebassets.endpoints.json");
        Assert.Contains("Thu, 01 Jan 2026 00:00:00 GMT", await File.ReadAllTextAsync(copy, TestContext.CancellationToken));
        await sample.RunAsync("clean", Path.Combine(one, "WebApp"), "-c", "Release");
        Assert.IsFalse(File.Exists(copy));
    }

    // The Razor compiler writes the path of each page into symbols, and its length into tag helpers
    // (https://github.com/dotnet/roslyn/issues/85387), so both clones use the same folder.
    [TestMethod]
    public async Task
        Two_clones_of_an_app_with_Razor_pages_in_one_folder_and_at_two_times_give_the_same_digest_where_the_source_has_a_date()
    {
        var sample = await NewAsync("WebApp", ProjectFile.With(
            "Microsoft.NET.Sdk.Web",
            "<TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>",
            ProjectFile.Reference));
        sample.Write("Program.cs",
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorPages();
            var app = builder.Build();
            app.MapStaticAssets();
            app.MapRazorPages().WithStaticAssets();
            app.Run();
            """);
        sample.Write("Pages/_ViewImports.cshtml", "@addTagHelper *, Microsoft.AspNetCore.Mvc.TagHelpers");
        sample.Write("Pages/Index.cshtml", """
            @page
            <link rel="stylesheet" href="~/css/site.css" asp-append-version="true" />
            <h1>Hello</h1>
            """);
        sample.Write("Pages/Index.cshtml.css", "h1 { color: blue; }");
        sample.Write("wwwroot/css/site.css", string.Concat(Enumerable.Range(0, 100).Select(number => $".a{number} {{ color: red; }}\n")));
        await CommitAsync(sample);
        sample.Environment["SOURCE_DATE_EPOCH"] = "1767225600";
        var place = sample["../clone"];
        await CloneAsync(sample, place);
        var (digest, manifest) = await PublishCloneAsync(sample, place, "-p:ContinuousIntegrationBuild=true");
        Directory.Move(place, sample["../before"]);
        await CloneAsync(sample, place);
        Age(Path.Combine(place, "WebApp"));
        var (otherDigest, otherManifest) = await PublishCloneAsync(sample, place, "-p:ContinuousIntegrationBuild=true");
        Assert.AreNotEqual(manifest, otherManifest, "The publish folders have no time in them.");
        Assert.AreEqual(digest, otherDigest);
    }

    // The digest of the artifact, and the list of static files that the Web SDK writes.
    private async Task<(string Digest, string Manifest)> PublishCloneAsync(SampleProject sample, string clone, params string[] arguments)
    {
        var project = Path.Combine(clone, "WebApp");
        await sample.RunAsync(["publish", project, "-c", "Release", .. arguments]);
        var manifest = Path.Combine(project, "bin/Release/net10.0/publish/WebApp.staticwebassets.endpoints.json");
        return (
            LayoutReader.Open(Path.Combine(project, "bin/Release/net10.0/oci")).Root.Digest,
            await File.ReadAllTextAsync(manifest, TestContext.CancellationToken));
    }

    private async Task CommitAsync(SampleProject sample)
    {
        await GitAsync(sample.Root, "init", "--quiet");
        await GitAsync(sample.Root, "add", "--all");
        await GitAsync(
            sample.Root,
            "-c", "user.name=Contoso", "-c", "user.email=contoso@contoso.example", "commit", "--quiet", "--message", "All of it");
    }

    private Task CloneAsync(SampleProject sample, string to) => GitAsync(sample.Root, "clone", "--quiet", sample.Root, to);

    private async Task GitAsync(string folder, params string[] arguments)
    {
        var command = new ProcessCommand("git", arguments) { WorkingDirectory = folder };
        (await ProcessRunner.RunAsync(command, TestContext.CancellationToken)).MustSucceed();
    }

    // Years older than the first copy, by what the file system says.
    private static void Age(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-1000));
    }
}
