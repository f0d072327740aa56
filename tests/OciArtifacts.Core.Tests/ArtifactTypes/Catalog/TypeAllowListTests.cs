using System.Text.Json.Nodes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Catalog;

/// <summary>The lists of types that operators of registries import.</summary>
[TestClass]
public sealed class TypeAllowListTests
{
    private const string Layer = "application/vnd.contoso.widget.data.layer.v1.tar+gzip";

    [TestMethod]
    public void The_list_for_tools_has_each_type_with_its_configs_and_layers()
    {
        var types = JsonNode.Parse(List().ToJson())!["types"]!.AsArray();
        var widget = types.Single(type => (string?)type!["alias"] == "widget")!;
        Assert.AreEqual("application/vnd.contoso.widget.v1", (string?)widget["artifactType"]);
        Assert.AreEqual("application/vnd.oci.empty.v1+json", (string?)widget["configMediaTypes"]!.AsArray().Single());
        Assert.AreEqual(Layer, (string?)widget["layerMediaTypes"]!.AsArray().Single());
        Assert.HasCount(ArtifactTypeCatalog.BuiltIn.Definitions.Count(type => !type.IsForDevelopment) + 2, types);
    }

    [TestMethod]
    public void The_list_for_quay_has_layers_by_their_config_in_order()
    {
        var lines = List().ToQuayConfig().Split('\n');
        Assert.AreEqual("FEATURE_GENERAL_OCI_SUPPORT: true", lines[0]);
        Assert.AreEqual("ALLOWED_OCI_ARTIFACT_TYPES:", lines[1]);
        var configs = lines.Where(line => line.StartsWith("  a", StringComparison.Ordinal)).ToList();
        Assert.AreSequenceEqual(configs.Order(StringComparer.Ordinal), configs);
        Assert.HasCount(configs.Distinct(StringComparer.Ordinal).Count(), configs);
        var gadget = Array.IndexOf(lines, "  application/vnd.contoso.gadget.config.v1+json:");
        Assert.AreSequenceEqual(
            ["  - application/vnd.contoso.gadget.a.v1", "  - application/vnd.contoso.gadget.b.v1"], lines[(gadget + 1)..(gadget + 3)]);
    }

    [TestMethod]
    public void Types_for_development_are_on_no_list()
    {
        var definition = new ArtifactTypeDefinition("Anything", "For trying out.")
        {
            ArtifactType = "application/vnd.contoso.try.v1",
            IsForDevelopment = true,
            Layers = [new LayerRule("x", ["text/x-try"])],
        };
        var catalog = ArtifactTypeCatalog.BuiltIn.With([definition]);
        Assert.DoesNotContain("application/vnd.contoso.try.v1", new TypeAllowList(catalog).ToJson());
        Assert.DoesNotContain("text/x-try", new TypeAllowList(catalog).ToQuayConfig());
    }

    private static TypeAllowList List() => new(ArtifactTypeCatalog.BuiltIn.With(
    [
        new ArtifactTypeDefinition("Widget", "What turns.")
        {
            Alias = "widget",
            ArtifactType = "application/vnd.contoso.widget.v1",
            Layers = [new LayerRule("data", [Layer])],
        },
        new ArtifactTypeDefinition("Gadget", "What blinks.")
        {
            Config = new ConfigRule(["application/vnd.contoso.gadget.config.v1+json"]),
            Layers =
            [
                new LayerRule("b", ["application/vnd.contoso.gadget.b.v1"]),
                new LayerRule("a", ["application/vnd.contoso.gadget.a.v1"]),
            ],
        },
    ]));
}
