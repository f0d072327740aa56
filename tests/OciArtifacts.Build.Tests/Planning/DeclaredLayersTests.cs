using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Tests.Tasks;
using OciArtifacts.Core.Authoring;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Planning;

/// <summary>
/// The layers of publish output that a project declares: <c>OciArtifactLayer</c> with <c>Files</c>, <c>Packages</c> and
/// <c>Order</c>.
/// </summary>
[TestClass]
public sealed class DeclaredLayersTests
{
    [TestMethod]
    [DataRow("wwwroot/**", "wwwroot/css/site.css", true)]
    [DataRow("wwwroot/*", "wwwroot/css/site.css", false)]
    [DataRow("wwwroot/*", "wwwroot/index.html", true)]
    [DataRow("*.json", "appsettings.json", true)]
    [DataRow("*.json", "config/appsettings.json", false)]
    [DataRow("**/*.json", "appsettings.json", true)]
    [DataRow("**/*.json", "config/appsettings.json", true)]
    [DataRow("WWWRoot\\**", "wwwroot/index.html", true)]
    [DataRow("*.json; *.xml", "app.xml", true)]
    public void Files_are_patterns_of_the_path_in_the_publish_folder(string files, string path, bool fits) =>
        Assert.AreEqual(fits ? "own" : null, Declared(Item("own", ("Files", files))).LayerOf(new PublishedFile("/" + path, path)));

    [TestMethod]
    [DataRow("Contoso.*", "contoso.Data", true)]
    [DataRow("Contoso.*", "Contoso", false)]
    [DataRow("*", "Humanizer", true)]
    [DataRow("*", "", false, DisplayName = "a file of no package")]
    [DataRow("Humanizer;Newtonsoft.Json", "Newtonsoft.Json", true)]
    public void Packages_are_patterns_of_the_package_that_a_file_is_from(string packages, string id, bool fits) =>
        Assert.AreEqual(
            fits ? "own" : null,
            Declared(Item("own", ("Packages", packages))).LayerOf(new PublishedFile("/a.dll", "a.dll") { PackageId = id }));

    [TestMethod]
    public void One_of_both_is_enough_and_the_first_item_that_fits_takes_the_file()
    {
        var layers = Declared(Item("plain"), Item("first", ("Files", "a.*"), ("Packages", "B")), Item("second", ("Files", "**/*")));
        Assert.AreEqual("first", layers.LayerOf(new PublishedFile("/a.dll", "a.dll")));
        Assert.AreEqual("first", layers.LayerOf(new PublishedFile("/b.dll", "b.dll") { PackageId = "B" }));
        Assert.AreEqual("second", layers.LayerOf(new PublishedFile("/b.dll", "b.dll")));
    }

    [TestMethod]
    [DataRow("Provenance", "packages app own")]
    [DataRow("Single", "app own")]
    [DataRow("PerFile", "own App.dll Other.dll")]
    public void What_is_taken_leaves_the_layer_that_it_had(string layering, string layers)
    {
        using var project = Published();
        project.Task.Layering = layering;
        project.Task.Layers = [Item("own", ("Files", "data/**"))];
        Assert.AreEqual(layers, NamesOf(project));
    }

    [TestMethod]
    [DataRow("own", "50", "own packages app")]
    [DataRow("own", "250", "packages own app")]
    [DataRow("own", "600", "packages app own", DisplayName = "of one position, by name")]
    [DataRow("app", "-1", "app packages own")]
    [DataRow("app", "900", "packages own app")]
    [DataRow("own", "", "packages app own")]
    public void Order_says_where_a_layer_stands_among_those_of_publish_output(string layer, string order, string layers)
    {
        using var project = Published();
        project.Task.Layers = [Item("own", ("Files", "data/**")), Item(layer, ("Order", order))];
        Assert.AreEqual(layers, NamesOf(project));
        var config = System.Text.Json.JsonDocument.Parse(project.ConfigBytes).RootElement.GetProperty("layers").EnumerateArray();
        Assert.AreEqual(layers, string.Join(' ', config.Select(entry => entry.GetProperty("name").GetString())));
    }

    [TestMethod]
    public void The_order_of_resources_is_that_of_each_culture()
    {
        var layers = new LayerOrder([new InputLayer("resources") { Order = 50 }, new InputLayer("resources.de") { Order = 700 }]);
        Assert.AreEqual(50, layers.PositionOf("resources.fr"));
        Assert.AreEqual(700, layers.PositionOf("resources.de"));
        Assert.AreEqual(100, layers.PositionOf("runtime"));
        Assert.AreEqual(700, layers.PositionOf("generated"));
        Assert.AreEqual(800, layers.PositionOf("own"));
    }

    [TestMethod]
    public void Patterns_that_nothing_fits_make_no_layer_and_no_error()
    {
        using var project = Published();
        project.Task.Layers = [Item("own", ("Files", "nothing/**"), ("Packages", "Nothing"))];
        Assert.AreEqual("packages app", NamesOf(project));
    }

    [TestMethod]
    [DataRow("own", "Order", "first", "OCIA2006: Order of the OciArtifactLayer 'own' is 'first'")]
    [DataRow("own", "Order", "1.5", "OCIA2006: Order of the OciArtifactLayer 'own' is '1.5'")]
    [DataRow("my own", "Files", "*", "OCIA2008: The layer 'my own' of an OciArtifactLayer")]
    [DataRow("Manifest", "Packages", "*", "OCIA2008: A layer cannot have the name 'Manifest'")]
    public void What_cannot_be_is_one_error(string layer, string name, string value, string error)
    {
        using var project = Published();
        project.Task.Layers = [Item(layer, (name, value))];
        Assert.StartsWith(error, project.Fail());
    }

    private static DeclaredLayers Declared(params ITaskItem[] items) =>
        new([.. items.Select(ArtifactItems.Pattern).OfType<LayerPattern>()]);

    private static string NamesOf(PackFixture project)
    {
        project.Pack();
        return string.Join(' ', project.Record.Manifests[0].Layers.Select(layer => layer.Name));
    }

    private static PackFixture Published()
    {
        var project = new PackFixture();
        project.Write("publish/Other.dll", "other");
        project.Write("publish/data/all.csv", "1");
        project.Task.PublishedFiles =
        [
            Item(
                project["publish/Other.dll"],
                ("RelativePath", "Other.dll"),
                ("NuGetPackageId", "Other"),
                ("NuGetPackageVersion", "1.0.0")),
        ];
        return project;
    }
}
