using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Tasks;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Pushing;

/// <summary>
/// An artifact without tags (<c>OciArtifactPushByDigest</c>), such as one machine's part of an index.
/// </summary>
[TestClass]
public sealed class NoTagTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_push_without_tags_is_a_push(bool isRepeated)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        using var first = Push(project);
        if (isRepeated) registry.ClearRequests();
        using var push = isRepeated ? Push(project) : first;
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual(0, report.GetProperty("tags").GetArrayLength());
        Assert.AreEqual(isRepeated ? "present" : "uploaded", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        Assert.AreEqual($"{registry.Host}/app@{project.Task.Digest}", push.Reference);
        Assert.AreEqual("true", push.Artifact!.GetMetadata("Pushed"));
        Assert.IsTrue(new ReceiptFile(project.Task.WorkFolder).ReadPushed()!.IsOf(project.Record));
        Assert.IsEmpty(registry.Tags("app"));
        if (isRepeated) Assert.AreSequenceEqual(["HEAD"], registry.Requests.Select(request => request.Method));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_repeated_push_with_referrers_asks_for_the_root_alone(bool isQuestion)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry);
        project.Write("app.spdx.json", Documents.Spdx);
        project.Task.Referrers = [ProjectItems.Item("app.spdx.json")];
        project.Pack();
        using var first = Push(project);
        registry.ClearRequests();
        using var again = Push(project, isQuestion);
        Assert.AreSequenceEqual(["HEAD"], registry.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task The_version_and_tags_of_the_project_are_not_used()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry, "1.0", "latest");
        using var push = Push(project);
        Assert.IsEmpty(registry.Tags("app"));
    }

    [TestMethod]
    public void Its_layout_lists_it_without_a_tag()
    {
        using var project = new PackFixture();
        project.Task.PushByDigest = "true";
        project.Task.LayoutDirectory = project["layout"];
        project.Task.ArchivePath = project["app.tar"];
        project.Pack();
        var entry = project.Json("layout/index.json").GetProperty("manifests").EnumerateArray().Single();
        Assert.AreEqual(project.Task.Digest, entry.GetProperty("digest").GetString());
        Assert.IsFalse(entry.TryGetProperty("annotations", out _));
        System.Formats.Tar.TarFile.ExtractToDirectory(
            project["app.tar"], Directory.CreateDirectory(project["extracted"]).FullName, overwriteFiles: false);
        Assert.AreEqual(
            project.Task.Digest, project.Json("extracted/index.json").GetProperty("manifests")[0].GetProperty("digest").GetString());
    }

    [TestMethod]
    public void A_layout_that_the_project_wrote_before_lists_only_the_newest()
    {
        using var project = new PackFixture();
        project.Task.PushByDigest = "true";
        project.Task.LayoutDirectory = project["layout"];
        project.Write("app.spdx.json", Documents.Spdx);
        project.Task.Referrers = [ProjectItems.Item("app.spdx.json")];
        project.Pack();
        project.Write("publish/App.dll", "changed");
        project.Pack();
        var entries = project.Json("layout/index.json").GetProperty("manifests").EnumerateArray().ToList();
        Assert.AreSequenceEqual(
            project.Record.Referrers.Select(referrer => referrer.Content.Digest.ToString()).Append(project.Task.Digest),
            entries.Select(entry => entry.GetProperty("digest").GetString()));
    }

    private static PackFixture Packed(TestRegistry registry, params string[] tags)
    {
        var project = new PackFixture();
        project.Task.Registry = registry.Host;
        project.Task.PushByDigest = "true";
        project.Task.Tags = tags;
        project.Pack();
        return project;
    }

    private static PushOciArtifact Push(PackFixture project, bool isQuestion = false)
    {
        var push = new PushOciArtifact
        {
            BuildEngine = project.Engine,
            ProjectFile = project.Task.ProjectFile,
            WorkFolder = project.Task.WorkFolder,
            ReportFile = project.Task.ReportFile,
            FailIfNotIncremental = isQuestion,
        };
        Assert.IsTrue(push.Execute(), project.Engine.All);
        return push;
    }
}
