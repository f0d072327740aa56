using System.Text.Json;
using OciArtifacts.Core.SupplyChain.Sbom;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>CycloneDX 1.6 as JSON. The official schema checks the whole form in the tests with real readers.</summary>
[TestClass]
public sealed class CycloneDxWriterTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Each_reference_is_there_once_and_each_dependency_names_one(bool isIndex)
    {
        var document = Written(isIndex ? Bills.Index : Bills.App);
        var references = References(document).ToList();
        Assert.AreSequenceEqual(references.Distinct(StringComparer.Ordinal), references);
        var named = document.GetProperty("dependencies").EnumerateArray()
            .SelectMany(one => Texts(one, "dependsOn").Append(one.GetProperty("ref").GetString()!))
            .Concat(document.GetProperty("compositions").EnumerateArray().SelectMany(one => Texts(one, "assemblies")));
        Assert.IsEmpty(named.Except(references));
    }

    [TestMethod]
    public void The_artifact_depends_on_what_its_project_names()
    {
        var graph = Written(Bills.App).GetProperty("dependencies").EnumerateArray()
            .ToDictionary(one => one.GetProperty("ref").GetString()!, one => Texts(one, "dependsOn").ToList(), StringComparer.Ordinal);
        Assert.Contains(Bills.Json, graph[Bills.App.Artifact.Purl]);
        Assert.AreSequenceEqual([Bills.Json], graph["project:Contoso.Library@1.0.0"]);
        Assert.IsEmpty(graph[Bills.Json]);
    }

    [TestMethod]
    public void The_files_of_a_package_stand_in_the_package()
    {
        var package = Component(Bills.App, Bills.Json);
        Assert.AreSequenceEqual(
            ["Newtonsoft.Json.dll", "wwwroot/Newtonsoft.Json.dll.gz"],
            package.GetProperty("components").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        Assert.AreEqual("file", Component(Bills.App, Bills.File("App.dll").Reference).GetProperty("type").GetString());
    }

    [TestMethod]
    public void The_hash_that_only_SPDX_needs_does_not_change_the_document()
    {
        var without = Bills.App with { Files = [.. Bills.App.Files.Select(file => file with { Sha1 = "" })] };
        Assert.AreEqual(Written(Bills.App).GetRawText(), Written(without).GetRawText());
    }

    [TestMethod]
    public void What_only_the_build_uses_is_excluded()
    {
        Assert.AreEqual("excluded", Component(Bills.App, "pkg:nuget/Contoso.Analyzers@1.0.0-beta%2B2").GetProperty("scope").GetString());
        Assert.IsFalse(Component(Bills.App, Bills.Json).TryGetProperty("scope", out _));
    }

    [TestMethod]
    [DataRow(Bills.Json, """[{"expression":"MIT"}]""")]
    [DataRow("pkg:nuget/Contoso.Analyzers@1.0.0-beta%2B2", """[{"license":{"name":"LICENSE.txt"}}]""")]
    [DataRow(
        "pkg:nuget/Microsoft.NETCore.App.Runtime.linux-x64@10.0.0",
        """[{"license":{"name":"https://licenses.contoso.example/own","url":"https://licenses.contoso.example/own"}}]""")]
    public void A_license_is_an_expression_or_a_name(string reference, string licenses) =>
        Assert.AreEqual(licenses, Component(Bills.App, reference).GetProperty("licenses").GetRawText());

    [TestMethod]
    public void Only_a_source_with_a_date_gives_a_timestamp()
    {
        Assert.IsFalse(Written(Bills.App).GetProperty("metadata").TryGetProperty("timestamp", out _));
        var dated = Written(Bills.App with { Date = DateTimeOffset.FromUnixTimeSeconds(1767225600) });
        Assert.AreEqual("2026-01-01T00:00:00Z", dated.GetProperty("metadata").GetProperty("timestamp").GetString());
    }

    [TestMethod]
    public void The_document_of_an_index_links_the_documents_of_its_entries_and_says_where_there_is_none()
    {
        var index = Written(Bills.Index);
        Assert.Contains("names its entries", index.GetProperty("metadata").GetProperty("properties")[0].GetProperty("value").GetString()!);
        var entries = index.GetProperty("components").EnumerateArray().ToList();
        Assert.HasCount(2, entries);
        var link = entries[0].GetProperty("externalReferences").EnumerateArray().Single();
        Assert.AreEqual("bom", link.GetProperty("type").GetString());
        Assert.AreEqual("urn:cdx:0b4a1c3a-61c4-8d2c-9e0a-0123456789ab/1", link.GetProperty("url").GetString());
        Assert.AreEqual(
            Bills.Index.Entries[0].Sbom!.Sha256.Encoded, link.GetProperty("hashes")[0].GetProperty("content").GetString());
        Assert.AreEqual("No SBOM of this entry is known.", entries[1].GetProperty("properties")[0].GetProperty("value").GetString());
        Assert.AreSequenceEqual(
            ["complete", "incomplete"],
            index.GetProperty("compositions").EnumerateArray().Select(one => one.GetProperty("aggregate").GetString()));
    }

    private static JsonElement Written(SbomDocument document) => Bills.Parse(CycloneDxWriter.Write(document));

    private static JsonElement Component(SbomDocument document, string reference) => Written(document).GetProperty("components")
        .EnumerateArray().Single(component => component.GetProperty("bom-ref").GetString() == reference);

    private static IEnumerable<string> References(JsonElement document)
    {
        yield return document.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!;
        foreach (var component in document.GetProperty("components").EnumerateArray().SelectMany(WithInner))
        {
            yield return component.GetProperty("bom-ref").GetString()!;
        }
    }

    private static IEnumerable<JsonElement> WithInner(JsonElement component)
    {
        IEnumerable<JsonElement> inner = component.TryGetProperty("components", out var list) ? list.EnumerateArray() : [];
        return inner.Prepend(component);
    }

    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(text => text.GetString()!) : [];
}
