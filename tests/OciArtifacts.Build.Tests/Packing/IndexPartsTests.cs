using OciArtifacts.Build.Tests.Tasks;

namespace OciArtifacts.Build.Tests.Packing;

/// <summary>The parts of an index have to make one index.</summary>
[TestClass]
public sealed class IndexPartsTests
{
    [TestMethod]
    [DataRow("", "", "")]
    [DataRow("linux-x64;win-x64", "", "")]
    [DataRow("", "net10.0", "")]
    [DataRow("linux-x64;win-x64;osx-arm64", "", "No part is for osx-arm64.")]
    [DataRow("linux-x64", "", "A part is for win-x64 net10.0.")]
    [DataRow("linux-x64;win-x64", "net10.0;net8.0", "No part is for linux-x64 net8.0, win-x64 net8.0.")]
    [DataRow("", "net8.0", "No part is for net8.0.")]
    public void Each_required_framework_has_each_required_runtime(string runtimes, string frameworks, string problem)
    {
        using var linux = Part("linux-x64");
        using var windows = Part("win-x64");
        using var index = Index(Item(linux), Item(windows));
        index.Task.RuntimeIdentifiers = [runtimes];
        index.Task.RequiredFrameworks = [frameworks];
        if (problem.Length > 0)
        {
            StringAssert.StartsWith(index.Fail(), $"OCIA2020: {problem}");
            return;
        }

        Assert.AreSequenceEqual(
            ["linux-x64", "win-x64"],
            index.Pack().GetProperty("manifests").EnumerateArray()
                .Select(entry => entry.GetProperty("annotations").GetProperty("vnd.ociartifacts.runtime-identifier").GetString()));
    }

    [TestMethod]
    public void A_part_whose_folder_has_another_artifact_is_refused()
    {
        using var linux = Part("linux-x64");
        using var index = Index(ProjectItems.Item(linux.Task.WorkFolder, ("Digest", $"sha256:{new string('0', 64)}")));
        StringAssert.StartsWith(index.Fail(), "OCIA2020: Two inner builds packed into");
    }

    [TestMethod]
    [DataRow("somebody:s3cret@host/app@sha256:0")]
    [DataRow("https://somebody:s3cret@host/app")]
    public void An_entry_with_a_password_is_refused_and_not_shown(string entry)
    {
        using var index = Index(ProjectItems.Item(entry));
        var error = index.Fail();
        StringAssert.StartsWith(error, "OCIA2020: An OciArtifactIndexEntry is an address");
        Assert.DoesNotContain("s3cret", error);
        Assert.DoesNotContain("s3cret", index.Engine.All);
    }

    private static PackFixture Part(string runtime)
    {
        var part = new PackFixture();
        part.Task.RuntimeIdentifier = runtime;
        part.Task.PushByDigest = "true";
        part.Pack();
        return part;
    }

    private static Microsoft.Build.Framework.ITaskItem Item(PackFixture part) => ProjectItems.Item(
        part.Task.WorkFolder,
        ("Digest", part.Task.Digest),
        ("RuntimeIdentifier", part.Task.RuntimeIdentifier),
        ("TargetFramework", part.Task.TargetFramework));

    private static PackFixture Index(params Microsoft.Build.Framework.ITaskItem[] parts)
    {
        var index = new PackFixture();
        index.Task.PublishDirectory = "";
        index.Task.Parts = parts;
        return index;
    }
}
