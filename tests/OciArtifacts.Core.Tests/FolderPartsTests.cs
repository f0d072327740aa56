using OciArtifacts.TestKit.Sources;

namespace OciArtifacts.Core.Tests;

/// <summary>The tests of the order must find every use.</summary>
[TestClass]
public sealed class FolderPartsTests
{
    private static readonly FolderParts Registry = new(new SourceFolder("src/OciArtifacts.Core"), "Registry");

    [TestMethod]
    [DataRow("new Low()")]
    [DataRow("private Low _low;")]
    [DataRow("private List<Low> _low;")]
    [DataRow("Low.Of(x)")]
    [DataRow("$\"It is {Low.Of(x)}.\"")]
    public void Every_way_to_use_a_type_is_found(string code) => Assert.Contains("Low", SourceText.NamesIn(SourceText.CodeOf(code)));

    [TestMethod]
    [DataRow("x.Low")]
    [DataRow("// Low")]
    [DataRow("/// <see cref=\"Low\"/>")]
    [DataRow("\"Low\"")]
    [DataRow("\"https://example.com/\" + x.Low // Low")]
    [DataRow("using OciArtifacts.Core.Low;")]
    [DataRow("namespace Low;")]
    [DataRow("Lower")]
    public void What_only_looks_like_it_is_not(string code) => Assert.DoesNotContain("Low", SourceText.NamesIn(SourceText.CodeOf(code)));

    [TestMethod]
    [DataRow("public sealed class Low(int x) : High\n{\n    private sealed class Inner;\n}")]
    [DataRow("internal readonly record struct Low\n{\n}")]
    [DataRow("internal interface Low;")]
    [DataRow("/// <summary>A class that is no type.</summary>\npublic enum Low\n{\n    One,\n}")]
    public void The_types_of_a_file_are_found(string source) => Assert.AreSequenceEqual(["Low"], SourceText.TypesIn(source));

    [TestMethod]
    public void Properties_and_members_that_are_set_are_no_types()
    {
        const string Code =
            "public string Low { get; set; } = High.Of(Low); "
            + "new Type { Member = 1, Other = Other.None }; string Text => Low;";
        Assert.AreSequenceEqual(["High", "Other", "Type"], SourceText.TypeNamesIn(Code).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void A_use_against_the_order_is_found() => Assert.Contains(
        new FolderUse("KnownSecrets.cs", "Transport", "Credential", "Credentials"), Registry.UsesAgainst(["Transport", "Credentials"]));

    [TestMethod]
    public void A_file_at_the_top_that_uses_a_folder_above_is_found() => Assert.Contains(
        new FolderUse("RegistryClient.cs", FolderParts.Top, "AuthorizedConnection", "Http"),
        Registry.UsesAgainst([FolderParts.Top, "Http"]));

    [TestMethod]
    public void Each_folder_may_use_a_file_at_the_top_that_uses_none() =>
        Assert.IsEmpty(Registry.UsesAgainst(["Http"]).Where(use => use.Type == "RegistryOptions"));
}
