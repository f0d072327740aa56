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
    public async Task Eight_processes_lose_nothing_in_one_repository_and_one_layout()
    {
        await using var registry = await TestRegistry.StartAsync();
        var samples = new List<SampleProject>();
        foreach (var tag in Tags)
        {
            var sample = await NewAsync(tag, Project());
            sample.InOwnProcess = true;
            Write(sample, "", tag);
            samples.Add(sample);
        }

        var layout = samples[0]["../layout"];
        await Task.WhenAll(samples.Select(sample => sample.PublishAsync(
            $"-p:OciArtifactRegistry={registry.Host}", $"-p:OciArtifactLayoutDirectory={layout}")));
        AssertHasAll(registry, layout);
    }

    private static string Project() => ProjectFile.Artifact(
        "<OciArtifactRepository>team/all</OciArtifactRepository><OciArtifactTags>$(MSBuildProjectName)</OciArtifactTags>",
        """
        <ItemGroup>
          <OciArtifactFile Include="own.txt;../shared.txt" />
          <OciArtifactReferrer Include="app.spdx.json" />
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
