using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>One publish makes an artifact of several runtimes: an index with one manifest for each.</summary>
[TestClass]
public sealed class RuntimesTests : SampleTests
{
    private const string RuntimeKey = "vnd.ociartifacts.runtime-identifier";
    private const string FrameworkKey = "vnd.ociartifacts.target-framework";

    [TestMethod]
    public async Task The_tag_names_an_index_with_one_entry_for_each_runtime()
    {
        var sample = await NewAsync("App", App("osx-arm64;linux-musl-x64;linux-x64"));
        Write(sample);
        var build = await sample.PublishAsync("-p:Description=An app.");
        var index = IndexOf(sample);
        Assert.AreSequenceEqual(["1.2.3"], sample.Layout.Tags);
        Assert.AreEqual("application/vnd.ociartifacts.dotnet-app.v1", index.ArtifactType);
        Assert.AreEqual("An app.", index.Annotations["org.opencontainers.image.description"]);

        // Clients take the first entry of their platform: glibc before musl.
        Assert.AreSequenceEqual(
            [("darwin/arm64", "osx-arm64"), ("linux/amd64", "linux-x64"), ("linux/amd64", "linux-musl-x64")],
            index.Entries.Select(entry => (entry.Platform!, entry.Annotations[RuntimeKey])));
        foreach (var entry in index.Entries)
        {
            Assert.AreEqual("net10.0", entry.Annotations[FrameworkKey]);
            Assert.AreEqual(index.ArtifactType, entry.ArtifactType);
            Assert.AreEqual(index.ArtifactType, OciManifest.Parse(sample.Layout.Read(entry)).ArtifactType);
        }

        Assert.AreEqual($"App -> {sample.LayoutFolder}:1.2.3@{sample.Report.Digest}", build.Lines[^1]);
        Assert.AreEqual(3, sample.Report.Manifests.Count);

        // The outer build compiles nothing.
        Assert.IsFalse(File.Exists(sample[$"obj/{sample.Output}/App.dll"]));
        await sample.RunAsync("clean", "-c", "Release");
        Assert.IsEmpty(Directory.GetDirectories(sample["obj"], "ociartifacts", SearchOption.AllDirectories));
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("<PublishSingleFile>true</PublishSingleFile>")]
    [DataRow("<SelfContained>true</SelfContained><PublishReadyToRun>true</PublishReadyToRun>")]
    public async Task Each_entry_is_what_a_publish_of_that_runtime_alone_makes(string properties)
    {
        string[] runtimes = ["linux-x64", "linux-arm64"];
        var sample = await NewAsync("App", App(string.Join(';', runtimes), properties));
        Write(sample);
        await sample.PublishAsync();
        var entries = IndexOf(sample).Entries
            .ToDictionary(entry => entry.Annotations[RuntimeKey], entry => entry.Digest, StringComparer.Ordinal);
        foreach (var runtime in runtimes)
        {
            var alone = await NewAsync("App", App(string.Join(';', runtimes), properties));
            Write(alone);
            alone.Output += $"/{runtime}";
            await alone.PublishAsync("-r", runtime);
            Assert.AreEqual(alone.Report.Digest, entries[runtime], runtime);
            var folder = sample[$"bin/{sample.Output}/{runtime}/publish"];
            Assert.AreEqual(FileTree.Of(alone.PublishFolder).ToString(), FileTree.Of(folder).ToString());
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task A_native_app_is_compiled_by_the_inner_build_alone()
    {
        NeedLinker();
        var sample = await NewAsync("App", App("linux-x64", "<PublishAot>true</PublishAot>"));
        Write(sample);
        await sample.PublishAsync();
        var entry = IndexOf(sample).Entries.Single();
        foreach (var folder in (string[])["bin", "obj"]) Directory.Delete(sample[folder], recursive: true);

        // The same folder, because the symbols of a native app have its path.
        sample.Output += "/linux-x64";
        await sample.PublishAsync("-r", "linux-x64");
        Assert.AreEqual(sample.Report.Digest, entry.Digest);
        Assert.AreSequenceEqual(["App", "App.dbg"], sample.Layout.Unpack().Paths);
    }

    [TestMethod]
    public async Task A_publish_without_a_change_sends_one_request_and_a_change_of_one_runtime_uploads_that_one()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        sample.Write("only.txt", "one");
        string[] publish = [$"-p:OciArtifactRegistry={registry.Host}"];
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        registry.ClearRequests();
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["HEAD /v2/app/manifests/1.2.3"], registry.Requests.Select(request => $"{request.Method} {request.Path}"));
        Assert.AreEqual(1, sample.Report.Requests);
        Assert.AreSequenceEqual(["net10.0", "net10.0"], sample.Report.Frameworks);

        sample.Write("only.txt", "two");
        registry.ClearRequests();
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["app"], sample.Report.LayersWithTransfer("uploaded"));
    }

    [TestMethod]
    public async Task Each_entry_can_have_a_tag_and_an_unchanged_publish_still_sends_one_request()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        string[] publish = [$"-p:OciArtifactRegistry={registry.Host}"];
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        publish = [.. publish, "-p:OciArtifactEntryTags=true"];
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["1.2.3", "1.2.3-linux-x64", "1.2.3-win-x64"], registry.Tags("app"));
        registry.ClearRequests();
        await sample.PublishAsync(publish);
        Assert.HasCount(1, registry.Requests);
    }

    [TestMethod]
    public async Task An_explicit_runtime_is_published_alone()
    {
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        sample.Output += "/win-x64";
        await sample.PublishAsync("-r", "win-x64");
        Assert.AreEqual("application/vnd.oci.image.manifest.v1+json", sample.Layout.Root.MediaType);
        Assert.AreEqual("windows/amd64", sample.Report.Text("platform"));
    }

    [TestMethod]
    public async Task A_web_app_is_published_for_each_runtime_too()
    {
        var sample = await NewAsync("Web", ProjectFile.With(
            "Microsoft.NET.Sdk.Web", $"<TargetFramework>net10.0</TargetFramework>{Runtimes("linux-x64;win-x64")}", ProjectFile.Reference));
        sample.Write("Program.cs", "Microsoft.AspNetCore.Builder.WebApplication.Create(args).Run();");
        await sample.PublishAsync();
        var windows = IndexOf(sample).Entries.Single(entry => entry.Annotations[RuntimeKey] == "win-x64");
        var layers = OciManifest.Parse(sample.Layout.Read(windows)).Layers;
        Assert.Contains("web.config", FileTree.OfLayers(layers.Select(layer => (layer, sample.Layout.Read(layer)))).Paths);
        Assert.IsFalse(Directory.Exists(sample.PublishFolder));
    }

    [TestMethod]
    public async Task Referrers_are_of_the_index_or_of_each_entry()
    {
        var sample = await NewAsync("App", App("linux-x64;win-x64", more: """
            <ItemGroup>
              <OciArtifactReferrer Include="app.spdx.json" />
              <OciArtifactReferrer Include="scan.sarif" Of="Entries" />
            </ItemGroup>
            """));
        Write(sample);
        sample.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        sample.Write("scan.sarif", """{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[]}""");
        await sample.PublishAsync();
        Assert.AreSequenceEqual(["application/spdx+json"], sample.Report.Referrers.Select(referrer => referrer.Type));
        var subjects = sample.Layout.Attached.Where(one => one.ArtifactType == "application/sarif+json").Select(one => one.Subject!.Digest);
        Assert.AreSequenceEqual(IndexOf(sample).Entries.Select(entry => entry.Digest), subjects);
    }

    [TestMethod]
    [DataRow("<AppendRuntimeIdentifierToOutputPath>false</AppendRuntimeIdentifierToOutputPath>")]
    [DataRow("<PublishDir>out/</PublishDir>")]
    public async Task Runtimes_that_share_a_folder_are_refused(string property)
    {
        var sample = await NewAsync("App", App("linux-x64;win-x64", property));
        Write(sample);
        var build = await sample.TryPublishAsync("-m:1");
        Assert.AreSequenceEqual(["OCIA2020"], build.ErrorCodes.Distinct(), build.All);
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder));
    }

    [TestMethod]
    public async Task A_referenced_project_is_built_once_for_all_runtimes()
    {
        var sample = await NewAsync("App", App(
            "linux-x64;win-x64", more: """<ItemGroup><ProjectReference Include="../Lib/Lib.csproj" /></ItemGroup>"""));
        Write(sample);
        sample.Write("../Lib/Lib.csproj", ProjectFile.Library("net10.0"));
        sample.Write("../Lib/Class.cs", "public class Class { }");
        var build = await sample.PublishAsync("-o", "out");
        Assert.HasCount(1, build.Lines.Where(line => line.StartsWith("Lib -> ", StringComparison.Ordinal)));
        foreach (var runtime in (string[])["linux-x64", "win-x64"]) Assert.IsTrue(File.Exists(sample[$"out/{runtime}/Lib.dll"]));
    }

    [TestMethod]
    public async Task An_access_check_asks_once_and_an_unchanged_publish_nothing_more()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        string[] publish = [$"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactCheckAccess=true"];
        await sample.PublishAsync(publish);
        registry.ClearRequests();
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["HEAD /v2/app/manifests/1.2.3"], registry.Requests.Select(request => $"{request.Method} {request.Path}"));
    }

    [TestMethod]
    public async Task Tags_of_entries_come_back_with_the_index_and_obey_its_tag_policy()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        string[] publish = [$"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactEntryTags=true"];
        await sample.PublishAsync(publish);
        registry.Forget();
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(["1.2.3", "1.2.3-linux-x64", "1.2.3-win-x64"], registry.Tags("app"));

        registry.Forget();
        var other = await NewAsync("App", App("linux-x64;win-x64", "<Description>Other</Description>"));
        Write(other);
        await other.PublishAsync(publish[0]);
        registry.ClearRequests();
        var build = await sample.TryPublishAsync([.. publish, "-p:OciArtifactTagPolicy=Fail"]);
        Assert.AreSequenceEqual(["OCIA4015"], build.ErrorCodes.Distinct());
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        Assert.IsEmpty(registry.Requests.Where(request => request.Method is "PUT" or "POST"));
    }

    [TestMethod]
    public async Task An_image_in_a_publish_of_several_runtimes_is_an_error_instead_of_nothing()
    {
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        var build = await sample.TryPublishAsync("-t:PublishContainer");
        Assert.AreSequenceEqual(["OCIA2021"], build.ErrorCodes.Distinct(), build.All);
    }

    [TestMethod]
    public async Task A_publish_folder_of_the_command_line_gets_a_folder_for_each_runtime()
    {
        var sample = await NewAsync("App", App("linux-x64;win-x64"));
        Write(sample);
        await sample.PublishAsync("-o", "out");
        Assert.IsTrue(File.Exists(sample["out/linux-x64/App"]));
        Assert.IsTrue(File.Exists(sample["out/win-x64/App.exe"]));
    }

    // The native compiler links with one of them.
    private static void NeedLinker()
    {
        if (Peer.Missing("clang") is null || Peer.Missing("gcc") is not { } missing) return;
        if (Peer.InCi) Assert.Fail(missing);
        Assert.Inconclusive(missing);
    }

    private static string App(string runtimes, string properties = "", string more = "") => ProjectFile.App(
        $"<PropertyGroup><Version>1.2.3</Version>{Runtimes(runtimes)}{properties}</PropertyGroup>",
        """
        <ItemGroup>
          <Content Include="only.txt" CopyToPublishDirectory="PreserveNewest" Condition="'$(RuntimeIdentifier)' == 'win-x64'" />
        </ItemGroup>
        """,
        more,
        ProjectFile.Reference);

    // The checkout stays out of the binaries: two folders give one digest.
    private static string Runtimes(string runtimes) =>
        "<PathMap>$(MSBuildProjectDirectory)=/_/</PathMap>"
        + $"<RuntimeIdentifiers>{runtimes}</RuntimeIdentifiers><OciArtifactRuntimeIdentifiers>{runtimes}</OciArtifactRuntimeIdentifiers>";

    private static void Write(SampleProject sample)
    {
        sample.Write("Program.cs", "System.Console.WriteLine();");
        sample.Write("only.txt", "only");
    }

    private static OciIndex IndexOf(SampleProject sample) => OciIndex.Parse(sample.Layout.Read(sample.Layout.Root));
}
