using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>What was tested is copied, by digest, to where it goes live.</summary>
[TestClass]
public sealed class PromotionTests : SampleTests
{
    [TestMethod]
    public async Task An_index_goes_to_another_registry_with_its_entries_and_all_referrers()
    {
        await using var test = await TestRegistry.StartAsync();
        await using var live = await TestRegistry.StartAsync();
        var sample = await PublishedAsync(test);
        var build = await sample.RunAsync(Promote(test, live, sample.Report.Digest));
        var line = build.Lines.Single(line => line.StartsWith("App -> ", StringComparison.Ordinal));
        Assert.AreEqual($"App -> {live.Host}/app:1.2.3@{sample.Report.Digest}", line);
        Assert.AreSequenceEqual(test.Contents, live.Contents);
        Assert.IsFalse(Directory.Exists(sample["bin/Debug"]), "Nothing is built.");

        live.ClearRequests();
        await sample.RunAsync(Promote(test, live, sample.Report.Digest));
        Assert.IsTrue(live.Requests.All(request => request.Method is "HEAD" or "GET"), "The second run sends nothing.");
    }

    [TestMethod]
    public async Task In_the_same_registry_blobs_are_mounted()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await PublishedAsync(registry);
        registry.ClearRequests();
        string[] elsewhere = ["-p:OciArtifactRepository=live/app", "-p:OciArtifactTags=stable"];
        await sample.RunAsync([.. Promote(registry, registry, sample.Report.Digest), .. elsewhere]);
        Assert.AreSequenceEqual(["stable"], registry.Tags("live/app"));
        var uploads = registry.Requests.Where(request => request.Path.Contains("/blobs/", StringComparison.Ordinal));
        Assert.IsEmpty(uploads.Where(request => request.Method is "PUT" or "PATCH"));
    }

    [TestMethod]
    [DataRow("", "-p:OciArtifactSubject=here", "OCIA2006")]
    [DataRow("", "-p:OciArtifactSubject=https://somebody:s3cret@host/app@sha256:00", "OCIA2006")]
    [DataRow("", "-p:OciArtifactSubject=somebody:s3cret@host/app:1.0", "OCIA2006")]
    [DataRow("", "-p:OciArtifactRegistry=", "OCIA2005")]
    [DataRow("gone", "", "OCIA3004")]
    [DataRow("", "-p:OciArtifactPolicy=policy.json", "OCIA5010")]
    [DataRow("tagged", "-p:OciArtifactTagPolicy=Fail", "OCIA4015")]
    public async Task What_cannot_be_promoted_is_one_error_and_nothing_is_sent(string state, string property, string code)
    {
        await using var test = await TestRegistry.StartAsync();
        await using var live = await TestRegistry.StartAsync();
        var sample = await PublishedAsync(test);
        var digest = sample.Report.Digest;
        sample.Write("policy.json", """{ "rules": [ { "deny": ["application/sarif+json"] } ] }""");
        if (state == "gone") test.Forget();
        if (state == "tagged") await sample.PublishAsync("-r", "linux-x64", $"-p:OciArtifactRegistry={live.Host}");
        live.ClearRequests();
        var build = await sample.TryRunAsync([.. Promote(test, live, digest), property]);
        Assert.AreSequenceEqual([code], build.ErrorCodes.Distinct(), build.All);
        Assert.DoesNotContain("s3cret", build.Errors[0]);
        Assert.IsTrue(live.Requests.All(request => request.Method is "HEAD" or "GET"));
    }

    private static string[] Promote(TestRegistry from, TestRegistry to, string digest) =>
    [
        "build", "-t:PromoteOciArtifact", $"-p:OciArtifactSubject={from.Host}/app@{digest}", $"-p:OciArtifactRegistry={to.Host}",
    ];

    private async Task<SampleProject> PublishedAsync(TestRegistry registry)
    {
        var sample = await NewAsync("App", ProjectFile.App(
            """
            <PropertyGroup>
              <Version>1.2.3</Version>
              <RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>
              <OciArtifactRuntimeIdentifiers>$(RuntimeIdentifiers)</OciArtifactRuntimeIdentifiers>
            </PropertyGroup>
            <ItemGroup>
              <OciArtifactReferrer Include="app.spdx.json" />
              <OciArtifactReferrer Include="scan.sarif" Of="Entries" />
            </ItemGroup>
            """,
            ProjectFile.Reference));
        sample.Write("Program.cs", "System.Console.WriteLine();");
        sample.Write("app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
        sample.Write("scan.sarif", """{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[]}""");
        await sample.PublishAsync($"-p:OciArtifactRegistry={registry.Host}");
        return sample;
    }
}
