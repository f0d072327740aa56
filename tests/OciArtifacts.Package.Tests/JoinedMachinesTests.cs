using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Several machines publish a runtime each, and one joins them. Only the registry and the reports connect them.</summary>
[TestClass]
public sealed class JoinedMachinesTests : SampleTests
{
    private static readonly string[] Runtimes = ["linux-x64", "win-x64"];

    private readonly string _reports = new WorkFolder("reports").Path;
    private string _imageSpec = "";

    [TestMethod]
    [DataRow("1.1")]
    [DataRow("1.0")]
    public async Task The_index_is_the_one_that_a_single_machine_makes(string imageSpec)
    {
        await using var registry = await TestRegistry.StartAsync();
        _imageSpec = imageSpec;
        var alone = await MachineAsync();
        await alone.PublishAsync($"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactRepository=alone");
        foreach (var runtime in Runtimes) await PublishPartAsync(registry, runtime);
        Assert.IsEmpty(registry.Tags("app"));
        registry.ClearRequests();
        var last = await JoinAsync(registry);
        Assert.AreEqual(0, last.Build.ExitCode, last.Build.All);
        Assert.AreEqual(alone.Report.Digest, last.Sample.Report.Digest);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        Assert.IsFalse(Directory.Exists(last.Sample["bin"]), "Nothing is built.");
        Assert.AreSequenceEqual(
            ["PUT /v2/app/manifests/1.2.3"],
            registry.Requests.Where(request => request.Method is "PUT" or "POST").Select(request => $"{request.Method} {request.Path}"));

        // Once more: one question.
        registry.ClearRequests();
        var again = await last.Sample.RunAsync(Join(registry));
        Assert.HasCount(1, registry.Requests, again.All);
    }

    [TestMethod]
    public async Task Parts_can_have_the_tags_that_the_index_gives_them()
    {
        await using var registry = await TestRegistry.StartAsync();
        foreach (var runtime in Runtimes) await PublishPartAsync(registry, runtime, hasTag: true);
        Assert.AreSequenceEqual(["1.2.3-linux-x64", "1.2.3-win-x64"], registry.Tags("app"));
        var machine = await MachineAsync();
        await machine.RunAsync([.. Join(registry), "-p:OciArtifactEntryTags=true"]);
        Assert.AreSequenceEqual(["1.2.3", "1.2.3-linux-x64", "1.2.3-win-x64"], registry.Tags("app"));
    }

    [TestMethod]
    [DataRow("missing", "OCIA2020", "No part is for win-x64")]
    [DataRow("twice", "OCIA2020", "Two parts are for linux-x64 net10.0")]
    [DataRow("type", "OCIA2020", "has the type application/vnd.contoso.other.v1")]
    [DataRow("deleted", "OCIA3004", "is not in the registry")]
    [DataRow("not pushed", "OCIA2020", "was not pushed")]
    [DataRow("no report", "OCIA2020", "is no report of a publish")]
    public async Task Parts_that_make_no_index_are_one_error_and_no_tag_moves(string what, string code, string message)
    {
        await using var registry = await TestRegistry.StartAsync();
        await PublishPartAsync(registry, Runtimes[0]);
        if (what != "missing") await PublishPartAsync(registry, Runtimes[1], what == "type" ? "application/vnd.contoso.other.v1" : "");
        switch (what)
        {
            case "twice": File.Copy(Report(Runtimes[0]), Report("again")); break;
            case "deleted": registry.Forget(); break;
            case "not pushed": Edit(Runtimes[1], "\"pushed\": true", "\"pushed\": false"); break;
            case "no report": File.WriteAllText(Report("other"), "{}"); break;
        }

        var (_, build) = await JoinAsync(registry);
        Assert.AreSequenceEqual([code], build.ErrorCodes.Distinct(), build.All);
        Assert.Contains(message, build.All);
        Assert.IsEmpty(registry.Tags("app"));
    }

    [TestMethod]
    public async Task A_registry_that_goes_away_is_one_error()
    {
        var registry = await TestRegistry.StartAsync();
        foreach (var runtime in Runtimes) await PublishPartAsync(registry, runtime);
        await registry.DisposeAsync();
        var (_, build) = await JoinAsync(registry);
        Assert.AreSequenceEqual(["OCIA4001"], build.ErrorCodes.Distinct(), build.All);
    }

    [TestMethod]
    public async Task Parts_may_be_in_another_repository_or_registry_and_bring_their_referrers()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var other = await TestRegistry.StartAsync();
        await PublishPartAsync(registry, Runtimes[0], repository: "parts");
        await PublishPartAsync(other, Runtimes[1], repository: "parts", hasReferrer: true);
        var (sample, build) = await JoinAsync(registry);
        Assert.AreEqual(0, build.ExitCode, build.All);
        Assert.AreSequenceEqual(["1.2.3"], registry.Tags("app"));
        Assert.AreSequenceEqual(["", "application/spdx+json"], sample.Report.ReferrersOfManifests);
        using var client = new HttpClient();
        var entry = OciIndex.Parse(await client.GetByteArrayAsync(Address("manifests/1.2.3"), TestContext.CancellationToken)).Entries[1];
        var referrers = OciIndex.Parse(await client.GetByteArrayAsync(Address($"referrers/{entry.Digest}"), TestContext.CancellationToken));
        Assert.AreEqual("application/spdx+json", referrers.Entries.Single().ArtifactType);

        Uri Address(string path) => new($"http://{registry.Host}/v2/app/{path}");
    }

    [TestCleanup]
    public void DeleteReports() => Directory.Delete(_reports, recursive: true);

    private string Report(string name) => Path.Combine(_reports, $"{name}.json");

    private void Edit(string name, string from, string to)
    {
        var text = File.ReadAllText(Report(name));
        Assert.Contains(from, text);
        File.WriteAllText(Report(name), text.Replace(from, to, StringComparison.Ordinal));
    }

    // Each machine has a checkout of its own, with its own obj and bin.
    private async Task<SampleProject> MachineAsync(string type = "", bool hasReferrer = false)
    {
        var sample = await NewAsync("App", ProjectFile.App(
            $"""
            <PropertyGroup>
              <Version>1.2.3</Version>
              <PathMap>$(MSBuildProjectDirectory)=/_/</PathMap>
              <OciArtifactType>{type}</OciArtifactType>
              <OciArtifactImageSpec>{_imageSpec}</OciArtifactImageSpec>
              <RuntimeIdentifiers>{string.Join(';', Runtimes)}</RuntimeIdentifiers>
              <OciArtifactRuntimeIdentifiers>$(RuntimeIdentifiers)</OciArtifactRuntimeIdentifiers>
            </PropertyGroup>
            <ItemGroup>
              <OciArtifactIndexEntry Include="{_reports}/*.json" />
              <OciArtifactReferrer Include="app.spdx.json" Condition="'{hasReferrer}' == 'True'" />
            </ItemGroup>
            """,
            ProjectFile.Reference));
        sample.Write("Program.cs", "System.Console.WriteLine();");
        sample.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        return sample;
    }

    private async Task PublishPartAsync(
        TestRegistry registry, string runtime, string type = "", string repository = "app", bool hasReferrer = false, bool hasTag = false)
    {
        var machine = await MachineAsync(type, hasReferrer);
        await machine.PublishAsync(
            "-r",
            runtime,
            "-p:OciArtifactPushByDigest=true",
            $"-p:OciArtifactEntryTags={hasTag}",
            $"-p:OciArtifactRegistry={registry.Host}",
            $"-p:OciArtifactRepository={repository}",
            $"-p:OciArtifactReportFile={Report(runtime)}");
    }

    private async Task<(SampleProject Sample, BuildResult Build)> JoinAsync(TestRegistry registry)
    {
        var machine = await MachineAsync();
        return (machine, await machine.TryRunAsync(Join(registry)));
    }

    private static string[] Join(TestRegistry registry) =>
        ["build", "-c", "Release", "-t:PublishOciArtifactIndex", $"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactRepository=app"];
}
