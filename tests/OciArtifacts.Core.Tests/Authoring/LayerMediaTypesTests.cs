using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Tests.Authoring;

[TestClass]
public sealed class LayerMediaTypesTests
{
    [TestMethod]
    [DataRow("application/vnd.contoso.widget.v1", "app", "application/vnd.contoso.widget.app.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget.v1+json", "app", "application/vnd.contoso.widget.app.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget.config.v1+json", "app", "application/vnd.contoso.widget.app.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget.v0.1", "app", "application/vnd.contoso.widget.app.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget", "app", "application/vnd.contoso.widget.app.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.v1.widget", "app", "application/vnd.contoso.v1.widget.app.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget.v1", "resources.de", "application/vnd.contoso.widget.resources.layer.v1.tar+gzip")]
    [DataRow("application/vnd.contoso.widget.v1", "Data", "application/vnd.contoso.widget.data.layer.v1.tar+gzip")]
    public void A_layer_is_named_after_its_type(string artifactType, string layer, string mediaType) =>
        Assert.AreEqual(mediaType, new LayerMediaTypes(artifactType, areGeneric: false).Of(layer, LayerCompression.Gzip));

    [TestMethod]
    public void A_layer_that_is_not_compressed_does_not_say_so() => Assert.AreEqual(
        "application/vnd.contoso.widget.app.layer.v1.tar",
        new LayerMediaTypes("application/vnd.contoso.widget.v1", areGeneric: false).Of("app", LayerCompression.None));
}
