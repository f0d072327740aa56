using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Policies;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Policies;

/// <summary>Some registries are known to take only the media types on a list.</summary>
[TestClass]
public sealed class RegistryProfilesTests
{
    private const string GitLab = "registry.gitlab.com";
    private const string Quay = "quay.io";
    private const string Widget = "application/vnd.contoso.widget.v1";
    private const string Helm = "application/vnd.cncf.helm.config.v1+json";
    private const string Chart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    [TestMethod]
    [DataRow(GitLab)]
    [DataRow(Quay)]
    public void A_type_that_is_not_on_the_list_is_warned_of(string registry)
    {
        var finding = RegistryProfiles.Check(Manifest(Widget, MediaType.Empty, MediaType.LayerGzip), registry);
        Assert.AreEqual((OciErrorCode.RegistryFilter, FindingSeverity.Warning), (finding!.Code, finding.Severity));
        Assert.Contains(registry == Quay ? MediaType.Empty : Widget, finding.Message, StringComparison.Ordinal);
        Assert.Contains("image-spec 1.0", finding.Message, StringComparison.Ordinal);
        Assert.AreEqual(Remedy.ArtifactTypeAndImageSpec, finding.Remedy);
    }

    [TestMethod]
    [DataRow(GitLab)]
    [DataRow(Quay)]
    public void A_layer_that_is_not_on_the_list_is_warned_of(string registry)
    {
        var finding = RegistryProfiles.Check(Manifest(null, Helm, Chart, "application/vnd.contoso.notes.v1"), registry);
        Assert.Contains("application/vnd.contoso.notes.v1", finding!.Message, StringComparison.Ordinal);
        Assert.AreEqual(Remedy.GenericLayerTypes, finding.Remedy);
    }

    [TestMethod]
    [DataRow(GitLab)]
    [DataRow(Quay)]
    [DataRow("REGISTRY.GITLAB.COM")]
    public void What_is_on_the_list_is_not_warned_of(string registry) =>
        Assert.IsNull(RegistryProfiles.Check(Manifest(null, Helm, Chart), registry));

    [TestMethod]
    [DataRow("ghcr.io")]
    [DataRow("gitlab.com.contoso.example")]
    [DataRow("registry.gitlab.com:5000")]
    public void Other_registries_are_not_known_to_filter(string registry) =>
        Assert.IsNull(RegistryProfiles.Check(Manifest(Widget, MediaType.Empty), registry));

    private static Manifest Manifest(string? type, string config, params string[] layers) => new(
        Descriptor.Of(config, "{}"u8), [.. layers.Select(layer => Descriptor.Of(layer, "x"u8))])
    { ArtifactType = type };
}
