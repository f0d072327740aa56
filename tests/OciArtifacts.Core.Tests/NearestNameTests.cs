namespace OciArtifacts.Core.Tests;

[TestClass]
public sealed class NearestNameTests
{
    private static readonly string[] Known = ["Registry", "Repository", "Tags", "TagPolicy", "helm-chart", "MediaType", "app"];

    [TestMethod]
    [DataRow("Registery", "Registry")]
    [DataRow("registrry", "Registry")]
    [DataRow("Regsitry", "Registry")]
    [DataRow("REGISTRY", "Registry")]
    [DataRow("Tag", "Tags")]
    [DataRow("Tag_Policy", "TagPolicy")]
    [DataRow("TagPolcy", "TagPolicy")]
    [DataRow("helmchart", "helm-chart")]
    [DataRow("helm", "helm-chart")]
    [DataRow("RegistryUrl", "Registry")]
    [DataRow("MediaTyp", "MediaType")]
    [DataRow("apps", "app")]
    public void A_name_with_few_errors_is_found(string name, string meant)
    {
        Assert.AreEqual(meant, NearestName.Of(name, Known));
        Assert.AreEqual($" Did you mean {meant}?", NearestName.Hint(name, Known));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Type")]
    [DataRow("Colour")]
    [DataRow("Reg")]
    [DataRow("Repo1234567")]
    [DataRow("apple")]
    public void A_name_that_is_near_to_none_has_none(string name)
    {
        Assert.IsNull(NearestName.Of(name, Known));
        Assert.AreEqual("", NearestName.Hint(name, Known));
    }

    [TestMethod]
    public void The_nearest_of_two_counts_and_the_first_of_equal_ones() =>
        Assert.AreEqual(
            ("abcdefgh", "abcdefgi"),
            (NearestName.Of("abcdefgh1", ["abcdefg123", "abcdefgh"]), NearestName.Of("abcdefgx", ["abcdefgi", "abcdefgj"])));

    [TestMethod]
    public void The_caller_can_want_fewer_errors()
    {
        Assert.AreEqual("Repository", NearestName.Of("Repozitori", Known));
        Assert.IsNull(NearestName.Of("Repozitori", Known, atMost: 1));
        Assert.IsNull(NearestName.Of("RegistryUrl", Known, atMost: 1));
    }
}
