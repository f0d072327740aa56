using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class VersionTagsTests
{
    [TestMethod]
    [DataRow("1.2.3", "1.2.3 1.2 1 latest")]
    [DataRow("0.0.1", "0.0.1 0.0 0 latest")]
    [DataRow("1.0", "1.0 1 latest", DisplayName = "no tag twice")]
    [DataRow("1.2.3+build.5", "1.2.3_build.5 1.2 1 latest")]
    public void A_release_moves_the_shorter_tags(string version, string tags) =>
        Assert.AreSequenceEqual(tags.Split(' '), VersionTags.For(version, TagCascade.Shorter));

    [TestMethod]
    [DataRow("1.2.3-rc.1", "1.2.3-rc.1")]
    [DataRow("1.2.3-rc.1+5", "1.2.3-rc.1_5")]
    [DataRow("2.0.0-0", "2.0.0-0")]
    public void A_prerelease_never_moves_them(string version, string tag) =>
        Assert.AreSequenceEqual([tag], VersionTags.For(version, TagCascade.Shorter));

    [TestMethod]
    [DataRow("nightly")]
    [DataRow("v1.2.x")]
    [DataRow("2024-05-01")]
    public void What_is_no_version_never_moves_them(string version) =>
        Assert.AreSequenceEqual([version], VersionTags.For(version, TagCascade.Shorter));

    [TestMethod]
    [DataRow("1.2.3", "1.2.3")]
    [DataRow("1.2.3+5", "1.2.3_5")]
    public void Without_a_cascade_there_is_one_tag(string version, string tag) =>
        Assert.AreSequenceEqual([tag], VersionTags.For(version, TagCascade.None));
}
