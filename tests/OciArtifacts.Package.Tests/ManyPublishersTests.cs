using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>Several projects and processes publish to one repository and to one layout at the same time.</summary>
[TestClass]
public sealed class ManyPublishersTests : SampleTests
{
    private const int Count = 8;

    private static readonly string[] Tags = [.. Enumerable.Range(1, Count).Select(i => $"p{i}")];

    [TestMethod]
    public async Task Eight_projects_of_a_solution_lose_nothing_in_one_repository_and_one_layout()
    {
        await using var registry = await TestRegistry.StartAsync();
        var solution = await NewAsync("p1", Project());
        foreach (var tag in Tags)
        {
            solution.Write($"../{tag}/{tag}.csproj", Project());
            Write(solution, $"../{tag}/", tag);
        }

        var projects = Tags.Select(tag => $"""<Project Path="{tag}/{tag}.csproj" />""");
        solution.Write("../All.slnx", $"<Solution>{string.Concat(projects)}</Solution>");
        await solution.PublishAsync(
            "../All.slnx",
            "-c",
            "Release",
            "-m:8",
            $"-p:OciArtifactRegistry={registry.Host}",
            $"-p:OciArtifactLayoutDirectory={solution["../layout"]}");
        AssertHasAll(registry, solution["../layout"]);
    }

    [TestMethod]
    public async Task Eight_processes_lose_no_tag_and_no_referrer_of_one_artifact()
    {
        // As the registry of Docker answers, which has no lists of referrers.
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { NoReferrersApi = true, ETags = true, ConditionsIgnored = true });
        var samples = new List<SampleProject>();
        foreach (var tag in Tags)
        {
            var sample = await NewAsync(tag, Project("shared.txt", "app.spdx.json;*.sarif"));
            sample.InOwnProcess = true;
            sample.Write("shared.txt", "shared");
            sample.Write("app.spdx.json", $$"""{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"{{tag}}"}""");
            for (var i = 0; i < 4; i++) sample.Write($"{i}.sarif", $$"""{"version":"2.1.0","runs":[],"{{tag}}":{{i}}}""");
            samples.Add(sample);
        }

        var layout = samples[0]["../layout"];
        await Task.WhenAll(samples.Select(sample => sample.PublishAsync(
            $"-p:OciArtifactRegistry={registry.Host}", $"-p:OciArtifactLayoutDirectory={layout}")));
        Assert.AreSequenceEqual(Tags, registry.Tags("team/all").Where(tag => !tag.StartsWith("sha256", StringComparison.Ordinal)));
        var root = samples.Select(sample => sample.Report.Digest).Distinct(StringComparer.Ordinal).Single();
        Assert.IsTrue(registry.TryGetManifest("team/all", root.Replace(':', '-'), out var list, out _));
        var written = LayoutReader.Open(layout);
        Assert.AreSequenceEqual(Tags, written.Tags.Order(StringComparer.Ordinal));
        var expected = samples.SelectMany(sample => sample.Report.Referrers.Select(referrer => referrer.Digest)).Order(StringComparer.Ordinal).ToList();
        Assert.HasCount(Count * 5, expected.Distinct(StringComparer.Ordinal));
        Assert.AreSequenceEqual(expected, OciIndex.Parse(list).Entries.Select(entry => entry.Digest).Order(StringComparer.Ordinal));
        Assert.HasCount(Count * 5, written.Attached);
    }

    private static string Project(string files = "own.txt;../shared.txt", string referrers = "app.spdx.json") => ProjectFile.Artifact(
        "<OciArtifactRepository>team/all</OciArtifactRepository><OciArtifactTags>$(MSBuildProjectName)</OciArtifactTags><Title>All</Title>",
        $"""
        <ItemGroup>
          <OciArtifactFile Include="{files}" />
          <OciArtifactReferrer Include="{referrers}" />
        </ItemGroup>
        """);

    private static void Write(SampleProject sample, string folder, string text)
    {
        sample.Write($"{folder}own.txt", text);
        sample.Write("../shared.txt", "shared");
        sample.Write($"{folder}app.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");
    }

    private static void AssertHasAll(TestRegistry registry, string layout)
    {
        Assert.AreSequenceEqual(Tags, registry.Tags("team/all").Where(tag => !tag.StartsWith("sha256", StringComparison.Ordinal)));
        var written = LayoutReader.Open(layout);
        Assert.AreSequenceEqual(Tags, written.Tags.Order(StringComparer.Ordinal));
        Assert.HasCount(Count, written.Attached);
        foreach (var tag in Tags) Assert.HasCount(2, written.Tagged(tag).Layers);
    }
}
