using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>Rules for Falco, as <c>falcoctl artifact install</c> reads them (falcosecurity/falcoctl, pkg/oci).</summary>
[TestClass]
public sealed class FalcoRulesTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task The_rules_are_the_only_layer_an_archive_with_the_file_at_its_top()
    {
        var sample = await PublishedAsync("ContosoRules");
        var manifest = sample.Layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.cncf.falco.rulesfile.config.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(["application/vnd.cncf.falco.rulesfile.layer.v1+tar.gz"], MediaTypesOf(manifest));

        // falcoctl writes the archive under its title before it unpacks it.
        Assert.AreEqual("contosorules.rules.tar.gz", manifest.Layers[0].Title);
        Assert.AreEqual(FileTree.Of(sample["rules"]).ToString(), sample.Layout.Unpack(manifest.Layers[0]).ToString());
    }

    [TestMethod]
    public async Task The_config_says_name_version_and_what_the_rules_need()
    {
        var layout = (await PublishedAsync("ContosoRules")).Layout;
        AssertJson(
            """{ "name": "contosorules", "version": "1.2.0", "requirements": ["""
                + """{ "name": "engine_version_semver", "version": "0.37.0" }] }""",
            layout.Read(layout.Manifest.Config));
    }

    [TestMethod]
    public async Task A_release_has_the_shorter_tags_too() =>
        Assert.AreSequenceEqual(["1.2.0", "1.2", "1", "latest"], (await PublishedAsync("ContosoRules")).Layout.Tags);
}
