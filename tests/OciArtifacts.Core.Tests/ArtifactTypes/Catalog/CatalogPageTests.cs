using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Catalog;

/// <summary>The catalogue in docs/artifact-types.md is generated from the definitions.</summary>
[TestClass]
public sealed class CatalogPageTests
{
    private const string Begin = "<!-- catalogue: written by build/update-catalogue -->\n\n";
    private const string End = "\n<!-- /catalogue -->";

    [TestMethod]
    public void The_page_is_what_the_data_says()
    {
        var page = File.ReadAllText(Checkout.Path("docs/artifact-types.md"));
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.IsTrue(begin > 0 && end > begin, "docs/artifact-types.md has no place for the catalogue.");
        Assert.AreEqual(
            new TypeCatalogPage(ArtifactTypeCatalog.BuiltIn).ToMarkdown(),
            page[(begin + Begin.Length)..end],
            "The catalogue has changed. Run build/update-catalogue.");
    }

    [TestMethod]
    public void A_type_is_shown_with_all_that_it_asks_for()
    {
        var definition = new ArtifactTypeDefinition("Widget & more", "What turns.")
        {
            Alias = "widget",
            ArtifactType = "application/vnd.contoso.widget.v1",
            Metadata = "widget.yaml",
            Subject = SubjectRule.Required,
            Repository = "{metadata.name}",
            PublishOutput = ["*.dll"],
            Tags = new TagRule { Version = "{metadata.version}", IsVersion = true, Cascade = true },
            Annotations = new AnnotationRule { Required = ["com.contoso.unit"] },
            Tools = [new ToolLink("Turner", new Uri("https://contoso.example/turner"))],
            Specification = new Uri("https://contoso.example/widget"),
            Layers =
            [
                new LayerRule("data", ["application/vnd.contoso.widget.data.layer.v1.tar+gzip"])
                {
                    Min = 1,
                    Format = ContentFormat.TarGzip,
                    RequiredEntries = ["a.csv|b.csv", "c.csv"],
                    LargestEntry = 5,
                },
                new LayerRule("notes", ["text/plain"])
                {
                    Max = 2,
                    Files = ["*.txt"],
                    Annotations = new AnnotationRule { Required = ["com.contoso.by"] },
                },
            ],
        };
        var text = new TypeCatalogPage(Only(definition)).ToMarkdown();
        foreach (var line in (string[])
        [
            "| `widget` | [Widget & more](#widget--more) | `application/vnd.contoso.widget.v1` |",
            "What turns. [Specification](https://contoso.example/widget). Read by [Turner](https://contoso.example/turner).",
            "| config | `application/vnd.oci.empty.v1+json` | 1 | empty | |",
            "| `data` | `application/vnd.contoso.widget.data.layer.v1.tar+gzip` | 1 or more | tar+gzip |  |",
            "| `notes` | `text/plain` | 0 to 2 |  | `*.txt` |",
            "The type is the `artifactType` of its manifest. `widget.yaml` says what it is. "
            + "The last part of the repository is `{metadata.name}`.",
            "The tag is `{metadata.version}`, `_` for `+`. One tag has to be a version. A release gets the shorter tags too.",
            "It is attached to another artifact: `OciArtifactReferrer`. Of publish output it takes `*.dll`.",
            "The manifest needs `com.contoso.unit`. In the layer `data` there is `a.csv` or `b.csv` and `c.csv`. "
            + "A file in the layer `data` has at most 5 bytes. The layer `notes` needs `com.contoso.by`.",
        ]) Assert.Contains(line, text, StringComparison.Ordinal);
    }

    internal static ArtifactTypeCatalog Only(ArtifactTypeDefinition definition) => ArtifactTypeCatalog.BuiltIn.With([definition]);
}
