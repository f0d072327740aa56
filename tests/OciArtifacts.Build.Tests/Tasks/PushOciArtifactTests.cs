using OciArtifacts.Build.Tasks;
using OciArtifacts.TestKit;

namespace OciArtifacts.Build.Tests.Tasks;

[TestClass]
public sealed class PushOciArtifactTests
{
    [TestMethod]
    public async Task What_was_packed_is_pushed_and_the_report_says_so()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry.Host);
        var push = PushOf(project);
        Assert.IsTrue(push.Execute(), project.Engine.All);

        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.IsTrue(report.GetProperty("pushed").GetBoolean());
        Assert.AreEqual("uploaded", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        Assert.AreEqual(registry.Requests.Count, report.GetProperty("requests").GetInt32());
        Assert.IsGreaterThan(0, report.GetProperty("bytesUploaded").GetInt32());
        Assert.AreEqual($"{registry.Host}/app:1.2.3@{project.Task.Digest}", push.Reference);
        Assert.AreEqual($"{registry.Host}/app@{project.Task.Digest}", push.Artifact!.ItemSpec);
        CollectionAssert.AreEqual(new[] { "1.2.3" }, registry.Tags("app").ToArray());
    }

    [TestMethod]
    public async Task Pushing_again_asks_once_and_uploads_nothing()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = Packed(registry.Host);
        Assert.IsTrue(PushOf(project).Execute());
        registry.ClearRequests();
        Assert.IsTrue(PushOf(project).Execute());
        Assert.HasCount(1, registry.Requests);
        var report = project.Json("obj/ociartifacts/result.json").GetProperty("artifacts")[0];
        Assert.AreEqual("present", report.GetProperty("layers")[0].GetProperty("transfer").GetString());
        Assert.AreEqual(0, report.GetProperty("bytesUploaded").GetInt32());
    }

    [TestMethod]
    public async Task A_report_file_that_another_project_wrote_meanwhile_leads_nowhere_else()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var project = new PackFixture();
        project.Task.Registry = registry.Host;
        project.Task.ReportFile = project["shared.json"];
        project.Pack();
        project.Write("shared.json", "the report of another");
        Assert.IsTrue(PushOf(project).Execute(), project.Engine.All);
        CollectionAssert.AreEqual(new[] { "app" }, registry.Repositories.ToArray());
        Assert.IsTrue(project.Json("shared.json").GetProperty("artifacts")[0].GetProperty("pushed").GetBoolean());
    }

    [TestMethod]
    public void Without_a_registry_it_says_what_to_set()
    {
        using var project = Packed("");
        Assert.IsFalse(PushOf(project).Execute());
        StringAssert.StartsWith(project.Engine.Errors.Single().Message, "There is nowhere to push to: OciArtifactRegistry is not set.");
    }

    [TestMethod]
    public void Without_a_packed_artifact_it_says_to_pack_first()
    {
        using var project = new PackFixture();
        Assert.IsFalse(PushOf(project).Execute());
        Assert.AreEqual("OCIA3003", project.Engine.Errors.Single().Code);
        StringAssert.Contains(project.Engine.Errors.Single().Message, "Pack first.");
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(10)]
    [DataRow(-1)]
    public void A_receipt_that_was_damaged_says_to_pack_again(int at)
    {
        using var project = Packed("localhost:1");
        var bytes = File.ReadAllBytes(project["obj/ociartifacts/packed.receipt"]);
        bytes[at < 0 ? ^1 : at] ^= 1;
        File.WriteAllBytes(project["obj/ociartifacts/packed.receipt"], bytes);
        Assert.IsFalse(PushOf(project).Execute());
        Assert.AreEqual("OCIA3003", project.Engine.Errors.Single().Code);
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("many")]
    public void An_invalid_number_of_uploads_is_an_error(string number)
    {
        using var project = Packed("localhost:1");
        var push = PushOf(project);
        push.ParallelUploads = number;
        Assert.IsFalse(push.Execute());
        Assert.AreEqual("OCIA2006", project.Engine.Errors.Single().Code);
    }

    private static PackFixture Packed(string registry)
    {
        var project = new PackFixture();
        project.Task.Registry = registry;
        project.Pack();
        return project;
    }

    private static PushOciArtifact PushOf(PackFixture project) => new()
    {
        BuildEngine = project.Engine,
        ProjectFile = project.Task.ProjectFile,
        WorkFolder = project.Task.WorkFolder,
        ReportFile = project.Task.ReportFile,
    };
}
