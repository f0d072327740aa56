using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>If a publish may differ from what the project intends, a message says so.</summary>
[TestClass]
public sealed class FolderMessageTests : SampleTests
{
    [TestMethod]
    public async Task What_a_folder_leaves_out_and_a_former_alias_are_said_at_the_usual_verbosity()
    {
        var sample = await NewAsync(
            "Policies",
            ProjectFile.With(
                ProjectFile.Sdk,
                "<OciArtifactType>opa-policy</OciArtifactType>",
                "<ItemGroup><OciArtifactFile Include=\"policy\" /></ItemGroup>"));
        sample.Write("policy/main.rego", "package main\n");
        sample.Write("policy/.git/config", "[core]\n");
        var build = await sample.TryRunAsync("publish", "-c", "Release");
        Assert.Contains("OCIA3011: Left out, because they belong to version control or to a build: policy/.git.", build.Output);
        Assert.Contains("OCIA2017: The alias opa-policy is now called conftest-policy", build.Output);
        Assert.AreSequenceEqual(["policy/main.rego"], sample.Layout.Manifest.Layers.Select(layer => layer.Title));
    }
}
