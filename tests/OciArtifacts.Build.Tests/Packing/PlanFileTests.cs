using System.Text.Json;
using OciArtifacts.Build.Tests.Tasks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Packing;

/// <summary>The plan as data (<c>_OciArtifactPlanFile</c>).</summary>
[TestClass]
public sealed class PlanFileTests
{
    [TestMethod]
    public void It_has_the_destination_the_layers_with_their_files_and_the_referrers()
    {
        using var project = Project();
        project.Write("data.csv", "data");
        project.Write("app.spdx.json", Documents.Spdx);
        project.Task.Registry = "localhost:5000";
        project.Task.Files = [Item("data.csv", ("MediaType", "text/csv"))];
        project.Task.Referrers = [Item("app.spdx.json")];
        var plan = Planned(project);
        Assert.AreEqual("localhost:5000", plan.GetProperty("registry").GetString());
        Assert.AreEqual("app", plan.GetProperty("repository").GetString());
        Assert.AreEqual("1.2.3", plan.GetProperty("tags")[0].GetString());
        var artifact = plan.GetProperty("artifact");
        var layers = artifact.GetProperty("layers").EnumerateArray().ToList();
        Assert.AreSequenceEqual(["app", "data.csv"], layers.Select(layer => layer.GetProperty("name").GetString()));
        Assert.AreEqual("App.dll", layers[0].GetProperty("files")[0].GetProperty("path").GetString());
        Assert.AreEqual(project["data.csv"], layers[1].GetProperty("files")[0].GetProperty("source").GetString());
        var referrer = artifact.GetProperty("referrers")[0];
        Assert.AreEqual("application/spdx+json", referrer.GetProperty("artifactType").GetString());
        Assert.AreEqual("root", referrer.GetProperty("subjects").GetString());
    }

    [TestMethod]
    public void A_plan_that_cannot_be_made_is_not_written()
    {
        using var project = Project();
        project.Task.ConfigFile = project["missing.json"];
        project.Task.ConfigMediaType = "application/json";
        Assert.IsFalse(project.Task.Execute());
        Assert.IsFalse(File.Exists(project["plan.json"]));
    }

    [TestMethod]
    public void Asking_for_it_changes_no_byte_of_the_artifact()
    {
        using var with = Project();
        using var without = new PackFixture();
        Assert.AreEqual(without.Pack().GetRawText(), with.Pack().GetRawText());
    }

    [TestMethod]
    public void A_plan_file_in_a_folder_of_the_artifact_is_no_part_of_it()
    {
        using var project = Project();
        project.Write("folder/data.csv", "data");
        project.Task.PlanFile = project["folder/plan.json"];
        project.Task.Files = [Item("folder")];
        project.Pack();
        var digest = project.Task.Digest;
        using var again = project.Again();
        Assert.IsTrue(again.Execute(), project.Engine.All);
        Assert.AreEqual(digest, again.Digest);
        Assert.AreEqual(1, project.Record.Manifests[0].Layers.Single(layer => layer.Name == "folder").FileCount);
        Assert.Contains("is up to date.", project.Engine.All);
    }

    [TestMethod]
    public void A_plan_file_that_is_gone_is_written_again()
    {
        using var project = Project();
        project.Pack();
        File.Delete(project["plan.json"]);
        project.Pack();
        Assert.IsTrue(File.Exists(project["plan.json"]));
    }

    private static PackFixture Project()
    {
        var project = new PackFixture();
        project.Task.PlanFile = project["plan.json"];
        return project;
    }

    private static JsonElement Planned(PackFixture project)
    {
        project.Pack();
        return project.Json("plan.json");
    }
}
