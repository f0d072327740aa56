namespace OciArtifacts.Core.Tests;

/// <summary>The tests of the order must find every use.</summary>
[TestClass]
public sealed class FolderPartsTests
{
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
    public void A_use_against_the_order_is_found()
    {
        var uses = new FolderParts("Registry", ["Transport", "Credentials"]).UsesAgainstOrder();
        Assert.Contains(("KnownSecrets.cs", "Transport", "Credential", "Credentials"), uses);
    }

    [TestMethod]
    public void A_file_at_the_top_that_uses_a_folder_above_is_found()
    {
        var uses = new FolderParts("Registry", [FolderParts.Top, "Http"]).UsesAgainstOrder();
        Assert.Contains(("RegistryClient.cs", FolderParts.Top, "AuthorizedConnection", "Http"), uses);
    }

    [TestMethod]
    public void Each_folder_may_use_a_file_at_the_top_that_uses_none() =>
        Assert.IsEmpty(new FolderParts("Registry", ["Http"]).UsesAgainstOrder().Where(use => use.Type == "RegistryOptions"));
}
