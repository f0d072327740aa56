using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>Patterns of .helmignore files, as Helm reads them (helm/helm, pkg/ignore).</summary>
[TestClass]
public sealed class IgnoreRulesTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("*.bak", "values.bak", true)]
    [DataRow("*.bak", "templates/deep/values.bak", true, DisplayName = "a pattern without / is of the name")]
    [DataRow("*.bak", "values.bak.yaml", false)]
    [DataRow("templates/*.bak", "templates/a.bak", true)]
    [DataRow("templates/*.bak", "templates/deep/a.bak", false, DisplayName = "* is not /")]
    [DataRow("templates/*.bak", "charts/templates/a.bak", false, DisplayName = "a pattern with / is of the whole path")]
    [DataRow("/values.yaml", "values.yaml", true)]
    [DataRow("/values.yaml", "charts/values.yaml", false, DisplayName = "a pattern that begins with / is of the whole path")]
    [DataRow("ignore/", "ignore/me.txt", true)]
    [DataRow("ignore/", "charts/ignore/deep/me.txt", true)]
    [DataRow("ignore/", "ignore", false, DisplayName = "a pattern of folders is of no file")]
    [DataRow("a?c", "abc", true)]
    [DataRow("a?c", "a/c", false)]
    [DataRow("[a-c].txt", "b.txt", true)]
    [DataRow("[^a-c].txt", "b.txt", false)]
    [DataRow("[[x].txt", "[.txt", true)]
    [DataRow("\\*.txt", "*.txt", true)]
    [DataRow("\\*.txt", "a.txt", false)]
    [DataRow("a.txt", "aXtxt", false)]
    [DataRow("!*.yaml", "notes.txt", true, DisplayName = "! leaves out what does not fit")]
    [DataRow("!*.yaml", "values.yaml", false)]
    [DataRow("# *.txt", "a.txt", false)]
    [DataRow("  *.txt  ", "a.txt", true)]
    public void A_pattern_says_what_stays_out(string pattern, string path, bool expected) =>
        Assert.AreEqual(expected, Read(pattern).Ignores(path));

    [TestMethod]
    public void The_first_pattern_that_fits_decides()
    {
        var rules = Read("a.txt\n!a.*\n");
        Assert.IsTrue(rules.Ignores("a.txt"));
        Assert.IsFalse(rules.Ignores("a.md"));
        Assert.IsTrue(rules.Ignores("b.md"));
    }

    [TestMethod]
    public void Those_of_the_type_come_after_those_of_the_file_and_the_file_need_not_be_there()
    {
        var rules = IgnoreRules.Read(_work["none"], ["templates/.?*"]);
        Assert.IsTrue(rules.Ignores("templates/.secret"));
        Assert.IsFalse(rules.Ignores("templates/a.yaml"));
        Assert.IsTrue(IgnoreRules.Read(_work.Write("file", "\uFEFF*.md"), ["templates/.?*"]).Ignores("README.md"));
    }

    [TestMethod]
    [DataRow("**/a")]
    [DataRow("[a")]
    [DataRow("[]")]
    [DataRow("[^]")]
    [DataRow("[z-a]")]
    [DataRow("a\\")]
    public void What_is_no_pattern_is_refused_with_its_file(string pattern)
    {
        var failure = Failure.With(OciErrorCode.InvalidMetadata, () => Read(pattern));
        Assert.Contains($"'{pattern}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_work[".helmignore"], failure.Message, StringComparison.Ordinal);
    }

    private IgnoreRules Read(string text) => IgnoreRules.Read(_work.Write(".helmignore", text), []);
}
