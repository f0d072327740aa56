using CsCheck;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class RepositoryNameTests
{
    // Makes names of 255 and 256 characters.
    private const string Ten = "abcdefghij";
    private const string Fifty = Ten + Ten + Ten + Ten + Ten;
    private const string Longest = Fifty + Fifty + Fifty + Fifty + Fifty + "abcde";

    [TestMethod]
    [DataRow("a")]
    [DataRow("0")]
    [DataRow("app")]
    [DataRow("me/app")]
    [DataRow("a/b/c/d")]
    [DataRow("a.b_c-d/e__f---g")]
    [DataRow("a1.2")]
    [DataRow(Longest)]
    public void A_name_of_the_grammar_is_valid(string name) => Assert.IsTrue(RepositoryName.IsValid(name));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("/")]
    [DataRow("/a")]
    [DataRow("a/")]
    [DataRow("a//b")]
    [DataRow("App", DisplayName = "upper case")]
    [DataRow("-a")]
    [DataRow("a-")]
    [DataRow(".a")]
    [DataRow("a.")]
    [DataRow("_a")]
    [DataRow("a_")]
    [DataRow("a/-b")]
    [DataRow("a..b")]
    [DataRow("a___b")]
    [DataRow("a.-b", DisplayName = "two separators")]
    [DataRow("a-_b", DisplayName = "two other separators")]
    [DataRow("../a")]
    [DataRow("a/../b")]
    [DataRow("a b")]
    [DataRow("a\n", DisplayName = "newline at the end")]
    [DataRow("a:b")]
    [DataRow("a@b")]
    [DataRow("a%2fb")]
    [DataRow("\u00e4pp", DisplayName = "umlaut")]
    [DataRow("app\u0663", DisplayName = "Arabic digit")]
    [DataRow(Longest + "f", DisplayName = "256 characters")]
    public void What_does_not_fit_the_grammar_is_refused(string? name) => Assert.IsFalse(RepositoryName.IsValid(name));

    [TestMethod]
    [DataRow("MyApp", "myapp")]
    [DataRow("My.App", "my.app")]
    [DataRow("My Company.App", "my-company.app")]
    [DataRow("a_b", "a_b")]
    [DataRow("a__b", "a__b")]
    [DataRow("a___b", "a-b")]
    [DataRow("a--b", "a--b")]
    [DataRow("a..b", "a-b")]
    [DataRow("a.-b", "a-b")]
    [DataRow("  App  ", "app")]
    [DataRow("_App_", "app")]
    [DataRow("C# App", "c-app")]
    [DataRow("\u00dcber", "ber")]
    [DataRow("M\u00fcll", "m-ll")]
    [DataRow("a/b", "a-b")]
    [DataRow("", "")]
    [DataRow("...", "")]
    [DataRow("\u65e5\u672c", "")]
    public void A_project_name_becomes_a_repository_name(string name, string expected) =>
        Assert.AreEqual(expected, RepositoryName.Normalize(name));

    [TestMethod]
    public void Whatever_the_project_name_the_result_is_valid_or_empty() =>
        Names.Sample(name => RepositoryName.Normalize(name) is var result && (result.Length == 0 || RepositoryName.IsValid(result)));

    [TestMethod]
    public void What_was_normalized_stays_as_it_is() =>
        Names.Sample(name => RepositoryName.Normalize(name) is var result && RepositoryName.Normalize(result) == result);

    [TestMethod]
    public void A_valid_component_is_its_own_normal_form() =>
        Gen.String[Gen.Char["ab01._-"], 1, 8].Sample(
            name => !RepositoryName.IsValid(name) || RepositoryName.Normalize(name) == name, iter: 5_000);

    [TestMethod]
    [Timeout(20_000)]
    public void A_hostile_project_name_costs_no_more_than_its_length() =>
        Assert.HasCount(10_000_001, RepositoryName.Normalize("a" + new string('-', 9_999_999) + "b"));

    // Random text, and text of the characters that matter.
    private static Gen<string> Names => Gen.OneOf(Gen.String[0, 100], Gen.String[Gen.Char["aB0._-/ \u00e4\u0130\u212a"], 0, 20]);
}
