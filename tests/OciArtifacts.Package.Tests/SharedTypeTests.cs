using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>
/// A type that a team defines without code: in a file of a project, and in a package that other projects reference.
/// </summary>
[TestClass]
public sealed class SharedTypeTests : SampleTests
{
    private const string Definition =
        """
        {
          "alias": "gear",
          "title": "Gear",
          "description": "A gear as the workshop cuts it.",
          "artifactType": "application/vnd.contoso.gear.v1",
          "config": {
            "mediaTypes": ["application/vnd.contoso.gear.config.v1+json"],
            "content": { "teeth": "{metadata.teeth}", "maker": "{authors|name}" },
            "schema": { "required": ["teeth"], "properties": { "teeth": { "type": "integer", "minimum": 3 } } }
          },
          "metadata": "gear.yaml",
          "layers": [
            {
              "name": "drawing", "mediaTypes": ["image/svg+xml"], "min": 1, "format": "xml", "files": ["*.svg"],
              "title": "{file.stem}.drawing.svg"
            },
            {
              "name": "data", "mediaTypes": ["application/vnd.contoso.gear.data.layer.v1.tar+gzip"], "format": "tar+gzip",
              "root": "{metadata.name}"
            }
          ],
          "annotations": { "values": { "com.contoso.gear.teeth": "{metadata.teeth}" } },
          "tags": { "version": "{metadata.version}" },
          "repository": "{metadata.name}"
        }
        """;

    private const string Items = """
        <ItemGroup>
          <OciArtifactFile Include="gear" />
          <OciArtifactFile Include="front.svg" />
        </ItemGroup>
        """;

    [TestMethod]
    public async Task A_file_in_the_project_defines_it()
    {
        var sample = await GearAsync("""<ItemGroup><OciArtifactTypeDefinition Include="gear.type.json" /></ItemGroup>""");
        sample.Write("gear.type.json", Definition);
        await sample.RunAsync("build", "-c", "Release");
        AssertGear(sample);
    }

    [TestMethod]
    public async Task A_package_shares_it()
    {
        // The page of the documentation has this text.
        var text = await File.ReadAllTextAsync(Checkout.Path("docs/artifact-types.md"), TestContext.CancellationToken);
        var page = text.Split("### Sharing a type by package")[1].Split("```xml\n");
        var types = await NewAsync("Contoso.Types", page[1].Split("```")[0]);
        types.Write("Contoso.Types.props", page[2].Split("```")[0]);
        types.Write("types/gear.json", Definition);
        await types.RunAsync("pack", "-o", types["../feed"]);

        var sample = await GearAsync(
            """<ItemGroup><PackageReference Include="Contoso.Types" Version="1.0.0" /></ItemGroup>""",
            $"<RestoreAdditionalProjectSources>{types["../feed"]}</RestoreAdditionalProjectSources>");
        await sample.RunAsync("build", "-c", "Release");
        AssertGear(sample);
    }

    [TestMethod]
    public async Task What_is_not_of_it_is_refused_by_its_rules()
    {
        var sample = await GearAsync("""<ItemGroup><OciArtifactTypeDefinition Include="gear.type.json" /></ItemGroup>""");
        sample.Write("gear.type.json", Definition);
        sample.Edit("gear/gear.yaml", "teeth: 12", "teeth: 2");
        var build = await sample.TryRunAsync("build", "-c", "Release");
        Assert.AreSequenceEqual(["OCIA5003"], build.ErrorCodes.Distinct());
        Assert.Contains("#/teeth", build.Errors[0]);
        Assert.IsFalse(Directory.Exists(sample.LayoutFolder), "There is a layout.");
    }

    [TestMethod]
    [DataRow("""{ "alias": "gear" """, "OCIA2011", "gear.type.json")]
    [DataRow(
        """{ "title": "Gear", "description": "A gear.", "artifactType": "application/vnd.contoso.gear.v1", "colour": "blue" }""",
        "OCIA2011",
        "colour")]
    [DataRow(
        """{ "title": "Gear", "description": "A gear.", "artifactType": "application/vnd.cncf.helm.config.v1+json" }""",
        "OCIA2011",
        "application/vnd.cncf.helm.config.v1+json")]
    [DataRow(null, "OCIA2004", "gear.type.json")]
    public async Task A_definition_that_is_none_is_one_error(string? definition, string code, string said)
    {
        var sample = await GearAsync("""<ItemGroup><OciArtifactTypeDefinition Include="gear.type.json" /></ItemGroup>""");
        if (definition is not null) sample.Write("gear.type.json", definition);
        var build = await sample.TryRunAsync("build", "-c", "Release");
        Assert.AreSequenceEqual([code], build.ErrorCodes.Distinct());
        Assert.Contains(said, build.Errors[0]);
    }

    private async Task<SampleProject> GearAsync(string definition, string properties = "")
    {
        var sample = await NewAsync("Gear", ProjectFile.With(
            ProjectFile.Sdk,
            $"<OciArtifactType>gear</OciArtifactType><Authors>Ada</Authors>{properties}",
            definition,
            Items));
        sample.Write("gear/gear.yaml", "name: wheel\nversion: 2.1.0\nteeth: 12\n");
        sample.Write("gear/sizes/small.csv", "12\n");
        sample.Write("front.svg", "<svg />");
        return sample;
    }

    private static void AssertGear(SampleProject sample)
    {
        var layout = sample.Layout;
        var manifest = layout.Manifest;
        Assert.AreEqual("application/vnd.contoso.gear.v1", manifest.ArtifactType);
        Assert.AreEqual("""{"teeth":12,"maker":"Ada"}""", System.Text.Encoding.UTF8.GetString(layout.Read(manifest.Config)));
        Assert.AreSequenceEqual(
            ["application/vnd.contoso.gear.data.layer.v1.tar+gzip", "image/svg+xml"],
            manifest.Layers.Select(layer => layer.MediaType));
        Assert.AreSequenceEqual(["wheel/gear.yaml", "wheel/sizes/small.csv"], layout.Unpack(manifest.Layers[0]).Paths);
        Assert.AreEqual("front.drawing.svg", manifest.Layers[1].Title);
        Assert.AreEqual("12", manifest.Annotations["com.contoso.gear.teeth"]);
        Assert.AreSequenceEqual(["2.1.0"], layout.Tags);
        Assert.AreEqual("wheel", sample.Report.Text("repository"));
    }
}
