using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>An artifact that states its version in a file has no other version as its tag.</summary>
[TestClass]
public sealed class DestinationCheckTests
{
    private static readonly ArtifactTypeDefinition Chart = ArtifactTypeCatalog.BuiltIn.Find("helm-chart")!;
    private static readonly ArtifactTypeDefinition Package = ArtifactTypeCatalog.BuiltIn.Find("nuget-package")!;

    [TestMethod]
    [DataRow("1.2.3", "1.2.3")]
    [DataRow("1.2.3", "1.2.3;1.2;1;latest;stable")]
    [DataRow("1.2.3+build.5", "1.2.3_build.5")]
    [DataRow("1.2.3+build.5", "1.2.3_build.5;1.2.3")]
    [DataRow("v1.2.3", "v1.2.3")]
    [DataRow("1.2.3", "v1.2.3;1.2.3")]
    public void Its_own_version_and_what_is_no_version_are_fine(string version, string tags) => Assert.IsEmpty(Check(Chart, version, tags));

    [TestMethod]
    [DataRow("9.9.9")]
    [DataRow("1.2.3;9.9.9")]
    [DataRow("v9.9.9;1.2.3")]
    [DataRow("9.9.9-rc.1_build.5;1.2.3")]
    [DataRow("1.2.3-rc.1;1.2.3")]
    [DataRow("1.2.3.4;1.2.3")]
    public void A_tag_that_is_another_version_is_an_error_that_names_both(string tags)
    {
        var other = tags.Split(';').First(tag => tag != "1.2.3");
        Assert.AreEqual(
            $"The tag '{other}' is a version, but that of the Helm chart is '1.2.3' (Chart.yaml): "
            + "a consumer that asks for one version would get the other. Take the tag out, or change the version in Chart.yaml.",
            Check(Chart, "1.2.3", tags).Single());
    }

    [TestMethod]
    [DataRow("stable")]
    [DataRow("v1.2.3")]
    [DataRow("1.2;latest")]
    public void One_tag_is_its_version_as_it_is_written(string tags) => Assert.AreEqual(
        "Helm chart is looked for by its version '1.2.3' (Chart.yaml), and no tag is 1.2.3: "
        + $"{tags.Replace(";", ", ", StringComparison.Ordinal)}. Add that tag, or leave the tags out.",
        Check(Chart, "1.2.3", tags).Single());

    // A tag does not help, because Helm reads the version in the chart.
    [TestMethod]
    [DataRow("abc", "1.2.3")]
    [DataRow("1.2", "1.2")]
    [DataRow("1.2.3.4", "1.2.3.4")]
    public void A_version_that_is_none_is_mended_in_the_file_that_says_it(string version, string tags) => Assert.AreEqual(
        $"Helm chart is looked for by its version, and that in Chart.yaml is '{version}', which is no semantic version. "
        + "Write one like 1.2.3 there.",
        Check(Chart, version, tags).Single());

    [TestMethod]
    [DataRow("1.2.3.4", "1.2.3.4", 0)]
    [DataRow("1.2.3.4", "1.2.3.5", 1)]
    [DataRow("1.2.3", "stable", 0)]
    [DataRow("1.2.3", "1.2.4", 1)]
    [DataRow("1.2.3-RC.1", "1.2.3-rc.1", 0)]
    public void A_package_may_have_four_numbers(string version, string tags, int errors) =>
        Assert.HasCount(errors, Check(Package, version, tags));

    [TestMethod]
    public void Without_a_version_of_its_own_any_is_fine() => Assert.IsEmpty(Check(Chart, version: null, "9.9.9"));

    private static IReadOnlyList<string> Check(ArtifactTypeDefinition definition, string? version, string tags)
    {
        var findings = DestinationCheck.Check(definition, (null, version), "team/widget", tags.Split(';')).ToList();
        foreach (var finding in findings)
        {
            Assert.AreEqual((OciErrorCode.PlaceMismatch, FindingSeverity.Error), (finding.Code, finding.Severity));
            Assert.AreEqual(
                finding.Message.Contains("semantic version", StringComparison.Ordinal) ? Remedy.None : Remedy.Tags, finding.Remedy);
        }

        return [.. findings.Select(finding => finding.Message)];
    }
}
