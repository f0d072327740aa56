using System.Text.Json;
using OciArtifacts.Core.Model;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>The setting <c>OciArtifactSbom</c>: an SBOM is attached to what is packed.</summary>
[TestClass]
public sealed class SbomTests
{
    [TestMethod]
    [DataRow("", "")]
    [DataRow("spdx", "application/spdx+json")]
    [DataRow("CycloneDX", "application/vnd.cyclonedx+json")]
    [DataRow("cyclonedx; spdx;spdx", "application/spdx+json application/vnd.cyclonedx+json")]
    public void Each_format_is_a_referrer_of_the_artifact(string formats, string types)
    {
        using var project = new RestoredProject(formats);
        project.Pack.Pack();
        var referrers = project.Pack.Record.Referrers;
        Assert.AreEqual(types, string.Join(' ', referrers.Select(referrer => referrer.Content.ArtifactType)));
        Assert.IsTrue(referrers.All(referrer => referrer.Subject.ToString() == project.Pack.Task.Digest));
    }

    [TestMethod]
    [DataRow("spdx;swid", "swid")]
    [DataRow("true", "true")]
    public void Another_format_is_an_error(string formats, string wrong)
    {
        using var project = new RestoredProject(formats);
        Assert.AreEqual($"OCIA2006: OciArtifactSbom is '{wrong}', but can only be one of: spdx, cyclonedx.", project.Pack.Fail());
    }

    [TestMethod]
    public void The_packages_are_there_whether_or_not_a_file_of_them_is()
    {
        using var project = new RestoredProject("cyclonedx");
        File.Delete(project.Pack["publish/Contoso.Base.dll"]);
        var document = project.PackCycloneDx();
        Assert.AreSequenceEqual(
            [
                "framework:Microsoft.NETCore.App@10.0.0", "pkg:nuget/Contoso.All@1.0.0", "pkg:nuget/Contoso.Analyzers@3.0.0 excluded",
                "pkg:nuget/Contoso.Base@1.0.0", "pkg:nuget/Contoso.Meta@1.0.0", "pkg:nuget/Contoso.Text@2.0.0",
                "pkg:nuget/Contoso.Tools@1.0.0 excluded", "project:Contoso.Shared@1.5.0",
            ],
            Components(document).Select(one => $"{Text(one, "bom-ref")} {Text(one, "scope")}".TrimEnd()));
    }

    [TestMethod]
    public void Each_file_has_its_digest_and_stands_where_it_came_from()
    {
        using var project = new RestoredProject("cyclonedx");
        var document = project.PackCycloneDx();
        Assert.AreEqual("Contoso.Text.dll", FilesOf("pkg:nuget/Contoso.Text@2.0.0"));
        Assert.AreEqual("Shared.dll", FilesOf("project:Contoso.Shared@1.5.0"));
        var own = document.GetProperty("components").EnumerateArray().Single(one => Text(one, "type") == "file");
        Assert.AreEqual("App.dll", Text(own, "name"));
        Assert.AreEqual(
            Digest.Sha256(File.ReadAllBytes(project.Pack["publish/App.dll"])).Encoded,
            own.GetProperty("hashes")[0].GetProperty("content").GetString());

        string FilesOf(string reference) => string.Join(' ', Component(document, reference).GetProperty("components")
            .EnumerateArray().Select(file => Text(file, "name")));
    }

    [TestMethod]
    public void The_graph_is_that_of_NuGet()
    {
        using var project = new RestoredProject("cyclonedx");
        var graph = project.PackCycloneDx().GetProperty("dependencies").EnumerateArray().ToDictionary(
            one => Text(one, "ref"),
            one => one.TryGetProperty("dependsOn", out var list) ? string.Join(' ', list.EnumerateArray()) : "",
            StringComparer.Ordinal);
        Assert.AreEqual(
            "framework:Microsoft.NETCore.App@10.0.0 pkg:nuget/Contoso.Analyzers@3.0.0 pkg:nuget/Contoso.Text@2.0.0 "
                + "project:Contoso.Shared@1.5.0",
            graph.Single(one => one.Key.StartsWith("pkg:oci/", StringComparison.Ordinal)).Value);
        Assert.AreEqual("pkg:nuget/Contoso.Base@1.0.0", graph["pkg:nuget/Contoso.Text@2.0.0"]);
        Assert.AreEqual("pkg:nuget/Contoso.Base@1.0.0", graph["project:Contoso.Shared@1.5.0"]);
    }

    [TestMethod]
    public void A_publish_for_a_runtime_has_the_packages_of_that_runtime()
    {
        using var project = new RestoredProject("cyclonedx");
        project.Pack.Task.RuntimeIdentifier = "linux-x64";
        Assert.Contains(
            "pkg:nuget/runtime.native.Contoso@1.0.0", Components(project.PackCycloneDx()).Select(one => Text(one, "bom-ref")));
    }

    [TestMethod]
    public void A_self_contained_app_has_the_runtime_that_it_uses_also_where_no_file_of_it_is_seen()
    {
        using var project = new RestoredProject("cyclonedx");
        project.Pack.Task.SelfContained = true;
        project.Pack.Task.IncludedRuntimes = [Runtime("Microsoft.NETCore.App"), Runtime("Microsoft.AspNetCore.App")];
        Assert.AreSequenceEqual(
            ["pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.1"],
            Components(project.PackCycloneDx()).Where(one => Text(one, "type") == "framework").Select(one => Text(one, "bom-ref")));

        static Microsoft.Build.Framework.ITaskItem Runtime(string framework) => Item(
            framework,
            ("NuGetPackageId", $"{framework}.Runtime.linux-x64"), ("NuGetPackageVersion", "10.0.1"), ("FrameworkName", framework));
    }

    [TestMethod]
    public void An_artifact_of_files_lists_its_files_and_its_packages_as_those_of_the_build()
    {
        using var project = new RestoredProject("spdx;cyclonedx");
        project.Pack.Write("chart/values.yaml", "a: 1");
        project.Pack.Task.PublishDirectory = "";
        project.Pack.Task.ArtifactType = "application/vnd.contoso.chart.v1";
        project.Pack.Task.Files = [Item("chart/values.yaml"), Item("chart", ("Layer", "chart"), ("TargetPath", "chart"))];
        var document = project.PackCycloneDx();
        Assert.AreSequenceEqual(
            ["chart/values.yaml", "values.yaml"],
            document.GetProperty("components").EnumerateArray().Where(one => Text(one, "type") == "file").Select(one => Text(one, "name")));
        Assert.IsTrue(Components(document).Where(one => Text(one, "purl").Length > 0).All(one => Text(one, "scope") == "excluded"));
        Assert.HasCount(2, project.Documents(RestoredProject.Spdx).Single().GetProperty("files").EnumerateArray());
        Assert.AreEqual("file", Text(document.GetProperty("metadata").GetProperty("component"), "type"));
    }

    [TestMethod]
    public void A_project_that_was_never_restored_lists_its_files()
    {
        using var project = new RestoredProject("cyclonedx");
        File.Delete(project.Pack["obj/project.assets.json"]);
        var references = Components(project.PackCycloneDx()).Select(one => Text(one, "bom-ref")).ToList();
        Assert.Contains("pkg:nuget/Contoso.Text@2.0.0", references);
        Assert.DoesNotContain("pkg:nuget/Contoso.Analyzers@3.0.0", references);
    }

    [TestMethod]
    [DataRow(RestoredProject.Spdx)]
    [DataRow(RestoredProject.CycloneDx)]
    public void No_path_of_the_machine_is_in_it(string type)
    {
        using var project = new RestoredProject("spdx;cyclonedx");
        project.Pack.Task.Compiler = typeof(SbomTests).Assembly.Location;
        project.Pack.Pack();
        var text = project.Documents(type).Single().GetRawText();
        Assert.Contains("OciArtifacts.Build.Tests", text);
        Assert.DoesNotContain(project.Pack["."], text);
        Assert.DoesNotContain(Path.GetDirectoryName(project.Pack.Task.Compiler)!, text);
    }

    [TestMethod]
    public void The_date_of_the_source_is_the_only_time()
    {
        using var project = new RestoredProject("spdx");
        project.Pack.Task.SourceDateEpoch = "1767225600";
        project.Pack.Pack();
        Assert.AreEqual("2026-01-01T00:00:00Z", Text(project.Documents(RestoredProject.Spdx)[0].GetProperty("creationInfo"), "created"));
    }

    internal static IEnumerable<JsonElement> Components(JsonElement document) =>
        document.GetProperty("components").EnumerateArray().Where(one => Text(one, "type") != "file");

    internal static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString()! : "";

    private static JsonElement Component(JsonElement document, string reference) =>
        Components(document).Single(one => Text(one, "bom-ref") == reference);
}
