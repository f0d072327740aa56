using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class TagTests
{
    [TestMethod]
    [DataRow("1.2.3")]
    [DataRow("latest")]
    [DataRow("V1_x-y.Z")]
    [DataRow("_")]
    [DataRow("0")]
    public void A_tag_of_the_grammar_is_valid(string tag) => Assert.IsTrue(Tag.IsValid(tag));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow(".a")]
    [DataRow("-a")]
    [DataRow("1.2.3+5", DisplayName = "a plus")]
    [DataRow("a b")]
    [DataRow("a/b")]
    [DataRow("a:b")]
    [DataRow("a\n", DisplayName = "newline at the end")]
    [DataRow("\u00e4")]
    [DataRow("v\u0663", DisplayName = "Arabic digit")]
    public void What_does_not_fit_the_grammar_is_refused(string? tag) => Assert.IsFalse(Tag.IsValid(tag));

    [TestMethod]
    [DataRow(128, true)]
    [DataRow(129, false)]
    public void A_tag_has_at_most_128_characters(int length, bool isValid) =>
        Assert.AreEqual(isValid, Tag.IsValid(new string('a', length)));

    [TestMethod]
    [DataRow("1.2.3", "1.2.3")]
    [DataRow("1.2.3+sha.5", "1.2.3_sha.5")]
    public void The_tag_of_a_version_has_an_underscore_for_a_plus(string version, string tag) =>
        Assert.AreEqual(tag, Tag.FromVersion(version));
}
