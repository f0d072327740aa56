using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Catalog;

/// <summary>Several definitions share one type, because it is made in more than one way.</summary>
[TestClass]
public sealed class VariantTests
{
    private static readonly ArtifactTypeDefinition Widget = new("Widget", "A widget.")
    {
        Alias = "widget",
        ArtifactType = "application/vnd.contoso.widget.v1",
    };

    [TestMethod]
    public void A_variant_is_found_by_its_alias_and_its_type_is_that_of_the_first()
    {
        var variant = Widget with { Alias = "flat-widget", VariantOf = "widget" };
        var catalog = ArtifactTypeCatalog.BuiltIn.With([variant, Widget]);
        Assert.AreSame(variant, catalog.Find("flat-widget"));
        Assert.AreSame(Widget, catalog.Find("widget"));
        Assert.AreSame(Widget, catalog.Find("application/vnd.contoso.widget.v1"));
    }

    [TestMethod]
    [DataRow(null, "application/vnd.contoso.widget.v1")]
    [DataRow("gadget", "application/vnd.contoso.widget.v1")]
    [DataRow("widget", "application/vnd.contoso.other.v1")]
    public void A_type_that_is_there_and_a_variant_of_what_is_not_are_refused(string? variantOf, string type)
    {
        var variant = Widget with { Alias = "flat-widget", VariantOf = variantOf, ArtifactType = type };
        Failure.With(OciErrorCode.InvalidTypeDefinition, () => ArtifactTypeCatalog.BuiltIn.With([Widget, variant]));
    }

    [TestMethod]
    public void A_variant_without_an_alias_is_refused() => Failure.With(OciErrorCode.InvalidTypeDefinition, () => ArtifactTypeFile.Parse(
        """{ "title": "Widget", "description": "A widget.", "artifactType": "a/b", "variantOf": "widget" }"""u8, "widget.json"));
}
