using OciArtifacts.Build.Tests.Tasks;
using static OciArtifacts.Build.Tests.ProjectItems;

namespace OciArtifacts.Build.Tests.Clients;

/// <summary>
/// falcoctl (falcosecurity/falcoctl 71a05e3, cmd/registry/push/push.go, internal/utils/compress.go,
/// pkg/oci/puller/puller.go).
/// </summary>
[TestClass]
public sealed class FalcoClientTests
{
    [TestMethod]
    [DataRow("13", "0.13.0")]
    [DataRow("0.26.0", "0.26.0")]
    public void A_plain_file_is_pushed_as_its_archive_with_what_it_demands(string engine, string version)
    {
        using var published = Published.Of(
            "falco-rules",
            project => Arrange(
                project,
                $"- required_engine_version: {engine}\n- required_plugin_versions:\n  - name: json\n    version: 0.7.0\n"
                    + "- rule: x\n  desc: y\n"));
        var layer = published.Layers.Single();
        Assert.AreEqual("application/vnd.cncf.falco.rulesfile.layer.v1+tar.gz", layer.MediaType);
        Assert.AreEqual("falco_rules.tar.gz", layer.Title);
        Assert.AreSequenceEqual(["falco_rules.yaml"], layer.Files().Keys);
        Assert.AreEqual(
            """{"name":"app","version":"1.2.3","dependencies":[{"name":"json","version":"0.7.0"}]"""
                + $$""","requirements":[{"name":"engine_version_semver","version":"{{version}}"}]}""",
            published.Config.GetRawText());
    }

    [TestMethod]
    public void What_it_does_not_demand_is_left_out()
    {
        using var published = Published.Of("falco-rules", project => Arrange(project, "- rule: x\n  desc: y\n"));
        Assert.AreEqual("""{"name":"app","version":"1.2.3"}""", published.Config.GetRawText());
    }

    [TestMethod]
    [DataRow("- required_engine_version: 0.31\n", "OCIA2012: ")]
    [DataRow("rules: []\n", "OCIA2012: ")]
    [DataRow("- a\n", "OCIA2012: ")]
    public void What_falcoctl_cannot_read_is_an_error(string yaml, string said) =>
        StringAssert.StartsWith(Published.FailureOf("falco-rules", project => Arrange(project, yaml)), said);

    private static void Arrange(PackFixture project, string yaml)
    {
        project.Write("falco_rules.yaml", yaml);
        project.Task.Files = [Item("falco_rules.yaml")];
    }
}
