namespace OciArtifacts.Core.Tests;

[TestClass]
public sealed class NamePatternTests
{
    [TestMethod]
    [DataRow("*.json", "a.json", true)]
    [DataRow("*.json", "A.JSON", true)]
    [DataRow("*.json", "data/en/a.json", true)]
    [DataRow("*.json", @"data\a.json", true)]
    [DataRow("*.json", "a.json.txt", false)]
    [DataRow("?.json", "ab.json", false)]
    [DataRow("a.json", "b/a.json/c", false)]
    [DataRow("data/*.json", "data/a.json", true)]
    [DataRow("data/*.json", "data/en/a.json", true)]
    [DataRow("data/*.json", "more/data/a.json", false)]
    [DataRow("data/**", "data/en/a.json", true)]
    public void A_pattern_without_a_folder_looks_at_the_name_and_another_at_the_path(string pattern, string path, bool fits) =>
        Assert.AreEqual(fits, NamePattern.MatchesFile(["nothing", pattern], path));

    [TestMethod]
    public void No_pattern_fits_nothing() => Assert.IsFalse(NamePattern.MatchesFile([], "a"));
}
