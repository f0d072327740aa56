using OciArtifacts.Build.Planning;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Build.Tests.Planning;

[TestClass]
public sealed class ProvenanceLayersTests
{
    private static readonly PublishedFile App = new("/p/App.dll", "App.dll");

    [TestMethod]
    public void The_rest_is_the_app() => Assert.AreEqual("app", LayerOf(App));

    [TestMethod]
    public void A_file_of_a_package_is_in_packages() => Assert.AreEqual("packages", LayerOf(App with { PackageId = "Humanizer" }));

    [TestMethod]
    public void A_file_of_a_runtime_pack_is_in_runtime() =>
        Assert.AreEqual("runtime", LayerOf(App with { PackageId = "Microsoft.NETCore.App.Runtime.linux-x64", IsRuntime = true }));

    [TestMethod]
    public void A_file_of_a_referenced_project_is_in_projects() => Assert.AreEqual("projects", LayerOf(App with { Project = "Library" }));

    [TestMethod]
    [DataRow("App.pdb")]
    [DataRow("de/App.PDB")]
    public void Symbols_are_apart_wherever_they_come_from(string path) =>
        Assert.AreEqual("symbols", LayerOf(new PublishedFile("/p", path) { PackageId = "Humanizer" }));

    [TestMethod]
    public void One_culture_is_in_resources() =>
        Assert.AreEqual("resources", LayerOf(App with { Culture = "de", PackageId = "Humanizer" }));

    [TestMethod]
    public void Several_cultures_have_a_layer_each()
    {
        var layers = ProvenanceLayers.Cut([App, App with { Culture = "de" }, App with { Culture = "zh-Hans" }], new DeclaredLayers([]))
            .Select(cut => cut.Layer)
            .ToArray();
        CollectionAssert.AreEquivalent(new[] { "app", "resources.de", "resources.zh-hans" }, layers);
    }

    [TestMethod]
    public void What_a_clean_build_writes_anew_is_apart() =>
        Assert.AreEqual("generated", LayerOf(new PublishedFile("/p", "App.staticwebassets.endpoints.json")));

    [TestMethod]
    public void Layers_stand_from_least_to_most_volatile()
    {
        string[] names = ["mine", "generated", "app", "symbols", "resources.fr", "projects", "packages", "runtime"];
        CollectionAssert.AreEqual(names.Reverse().ToArray(), names.OrderBy(LayerNames.PositionOf).ToArray());
    }

    private static string LayerOf(PublishedFile file) => ProvenanceLayers.Cut([file], new DeclaredLayers([])).Single().Layer;
}
