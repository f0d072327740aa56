using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Authoring;

namespace OciArtifacts.Core.Tests.Authoring;

[TestClass]
public sealed class ArtifactInputsTests
{
    private static readonly ArtifactInputs Inputs = new("helm-chart")
    {
        BaseDirectory = "/",
        Name = "widget",
        Version = "1.2.0",
        PackageId = "Contoso.Widget",
        DefaultAnnotations =
        [
            new("org.opencontainers.image.authors", "Ada"),
            new("plain", "text"),
            new("org.opencontainers.image.source", ""),
            new("org.opencontainers.image.version", "9.9.9"),
            new("com.contoso.name", "another"),
        ],
    };

    [TestMethod]
    [DataRow("{authors}", "Ada")]
    [DataRow("{plain}", "text")]
    [DataRow("{name} {version}", "widget 1.2.0")]
    [DataRow("{packageId}", "Contoso.Widget")]
    [DataRow("{created|epoch}", "1970-01-01T00:00:00Z")]
    public void The_last_part_of_a_key_is_the_name_of_its_value_but_name_and_version_are_those_of_the_inputs(
        string template, string text) =>
        Assert.AreEqual(text, new Template(Inputs.Values()).Fill(template));

    [TestMethod]
    [DataRow("{source}")]
    [DataRow("{created}")]
    [DataRow("{org.opencontainers.image.authors}")]
    public void What_has_no_value_is_not_there(string template) => Assert.IsNull(new Template(Inputs.Values()).Fill(template));

    [TestMethod]
    public void Inputs_without_a_package_have_no_id_of_one() =>
        Assert.IsFalse((Inputs with { PackageId = "" }).Values().ContainsKey("packageId"));
}
