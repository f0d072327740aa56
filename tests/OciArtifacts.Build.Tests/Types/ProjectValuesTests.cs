using OciArtifacts.Build.Types;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using static OciArtifacts.Build.Tests.Items;

namespace OciArtifacts.Build.Tests.Types;

[TestClass]
public sealed class ProjectValuesTests
{
    private static readonly ProjectValues Project = new("widget", "1.2.0")
    {
        PackageId = "Contoso.Widget",
        Annotations =
        [
            Item("org.opencontainers.image.authors", ("Value", "Ada")),
            Item("plain", ("Value", "text")),
            Item("org.opencontainers.image.source", ("Value", "")),
            Item("org.opencontainers.image.version", ("Value", "9.9.9")),
            Item("com.contoso.name", ("Value", "another")),
        ],
    };

    [TestMethod]
    [DataRow("{authors}", "Ada")]
    [DataRow("{plain}", "text")]
    [DataRow("{name} {version}", "widget 1.2.0")]
    [DataRow("{packageId}", "Contoso.Widget")]
    [DataRow("{created|epoch}", "1970-01-01T00:00:00Z")]
    public void The_last_part_of_a_key_is_the_name_of_its_value_but_name_and_version_are_those_of_the_project(string template, string text) =>
        Assert.AreEqual(text, new Template(Project.ToJson()).Fill(template));

    [TestMethod]
    [DataRow("{source}")]
    [DataRow("{created}")]
    [DataRow("{org.opencontainers.image.authors}")]
    public void What_has_no_value_is_not_there(string template) => Assert.IsNull(new Template(Project.ToJson()).Fill(template));

    [TestMethod]
    public void A_project_that_makes_no_package_has_no_id_of_one() => Assert.IsFalse((Project with { PackageId = "" }).ToJson().ContainsKey("packageId"));
}
