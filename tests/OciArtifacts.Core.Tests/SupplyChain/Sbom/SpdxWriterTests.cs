using System.Text.Json;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>SPDX 2.3 as JSON.</summary>
[TestClass]
public sealed class SpdxWriterTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void A_document_has_all_that_SPDX_requires_and_nothing_that_it_does_not_know(bool isIndex) =>
        SpdxRules.Check(Bills.Parse(SpdxWriter.Write(isIndex ? Bills.Index : Bills.App)));

    [TestMethod]
    public void Without_a_date_the_document_is_of_1970() => Assert.AreEqual(
        "1970-01-01T00:00:00Z", Bills.Parse(SpdxWriter.Write(Bills.App)).GetProperty("creationInfo").GetProperty("created").GetString());

    [TestMethod]
    public void The_document_names_the_program_that_made_it_and_its_version() => Assert.AreEqual(
        """["Tool: OciArtifacts.Build-1.2.3+abc"]""",
        Bills.Parse(SpdxWriter.Write(Bills.App)).GetProperty("creationInfo").GetProperty("creators").GetRawText());

    [TestMethod]
    [DataRow("SPDXRef-DOCUMENT DESCRIBES SPDXRef-Artifact")]
    [DataRow("SPDXRef-Artifact DEPENDS_ON SPDXRef-Package-Newtonsoft.Json-13.0.3")]
    [DataRow("SPDXRef-Artifact HAS_PREREQUISITE SPDXRef-Framework-Microsoft.AspNetCore.App-10.0.0")]
    [DataRow("SPDXRef-Project-Contoso.Library-1.0.0 DEPENDS_ON SPDXRef-Package-Newtonsoft.Json-13.0.3")]
    [DataRow("SPDXRef-Artifact CONTAINS ./App.dll")]
    [DataRow("./Newtonsoft.Json.dll EXPANDED_FROM_ARCHIVE SPDXRef-Package-Newtonsoft.Json-13.0.3")]
    [DataRow("./wwwroot/Newtonsoft.Json.dll.gz GENERATED_FROM SPDXRef-Package-Newtonsoft.Json-13.0.3")]
    [DataRow("./Contoso.Library.dll GENERATED_FROM SPDXRef-Project-Contoso.Library-1.0.0")]
    public void A_relationship_says(string expected) => Assert.Contains(expected, Relationships(Bills.App));

    [TestMethod]
    public void An_analyzer_is_a_dependency_of_the_build_alone()
    {
        var analyzer = Relationships(Bills.App).Single(text => text.Contains("Analyzers", StringComparison.Ordinal));
        Assert.Contains("BUILD_DEPENDENCY_OF SPDXRef-Artifact", analyzer);
    }

    [TestMethod]
    public void Two_names_that_differ_in_characters_which_an_id_cannot_have_get_two_ids()
    {
        var one = new SbomComponent(SbomComponentKind.Package, "A", "1.0.0+b");
        Assert.AreNotEqual(SpdxId.Of(one), SpdxId.Of(one with { Version = "1.0.0_b" }));
        Assert.AreNotEqual(SpdxId.Of(one), SpdxId.Of(one with { Version = "1.0.0-b" }));
    }

    [TestMethod]
    public void A_license_that_is_no_expression_is_a_comment()
    {
        var packages = Packages(Bills.App);
        Assert.AreEqual("MIT", Declared("Newtonsoft.Json"));
        Assert.AreEqual("NOASSERTION", Declared("Contoso.Analyzers"));
        Assert.AreEqual(
            "The package states its license by 'LICENSE.txt'.",
            packages["Contoso.Analyzers"].GetProperty("licenseComments").GetString());

        string? Declared(string name) => packages[name].GetProperty("licenseDeclared").GetString();
    }

    [TestMethod]
    public void The_document_of_an_index_names_the_documents_of_its_entries_and_says_where_there_is_none()
    {
        var index = Bills.Parse(SpdxWriter.Write(Bills.Index));
        var other = index.GetProperty("externalDocumentRefs").EnumerateArray().Single();
        Assert.AreEqual(Bills.Index.Entries[0].Sbom!.Id, other.GetProperty("spdxDocument").GetString());
        Assert.AreEqual(Bills.Sha1("doc"), other.GetProperty("checksum").GetProperty("checksumValue").GetString());
        Assert.Contains(
            $"{SpdxId.Of(Bills.Index.Entries[0])} DESCRIBED_BY {other.GetProperty("externalDocumentId").GetString()}:SPDXRef-DOCUMENT",
            Relationships(Bills.Index));
        Assert.AreEqual(
            "No SBOM of this entry is known.", Packages(Bills.Index)["contoso-app (linux/arm64)"].GetProperty("comment").GetString());
        Assert.Contains("names its entries", index.GetProperty("comment").GetString()!);
    }

    private static Dictionary<string, JsonElement> Packages(SbomDocument document) =>
        Bills.Parse(SpdxWriter.Write(document)).GetProperty("packages").EnumerateArray()
            .ToDictionary(package => package.GetProperty("name").GetString()!, StringComparer.Ordinal);

    private static List<string> Relationships(SbomDocument document)
    {
        var json = Bills.Parse(SpdxWriter.Write(document));
        var names = json.TryGetProperty("files", out var files)
            ? files.EnumerateArray().ToDictionary(Id, file => file.GetProperty("fileName").GetString()!, StringComparer.Ordinal)
            : [];
        return
        [
            .. json.GetProperty("relationships").EnumerateArray().Select(one =>
                $"{Name(one, "spdxElementId")} {one.GetProperty("relationshipType").GetString()} {Name(one, "relatedSpdxElement")}"),
        ];

        string Name(JsonElement one, string member)
        {
            var id = one.GetProperty(member).GetString()!;
            return names.GetValueOrDefault(id, id);
        }
    }

    private static string Id(JsonElement element) => element.GetProperty("SPDXID").GetString()!;
}
