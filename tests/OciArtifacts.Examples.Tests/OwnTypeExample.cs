using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Examples.Tests;

/// <summary>An artifact of a type of one's own.</summary>
[TestClass]
public sealed class OwnTypeExample : LibraryExample
{
    // ArtifactTypeFile.ReadAsync reads such a definition from a file. docs/artifact-types.md lists all members.
    private static readonly ArtifactTypeDefinition Widget = ArtifactTypeFile.Parse(
        """
        {
          "alias": "widget",
          "title": "Widget",
          "description": "A widget and the tables that it is made by.",
          "artifactType": "application/vnd.contoso.widget.v1",
          "layers": [
            { "name": "drawing", "mediaTypes": ["image/svg+xml"], "min": 1, "max": 1, "format": "xml", "files": ["*.svg"] },
            { "name": "data", "mediaTypes": ["application/vnd.contoso.widget.data.layer.v1.tar+gzip"], "format": "tar+gzip" }
          ]
        }
        """u8,
        "widget.type.json");

    [TestMethod]
    public async Task Define_a_type_and_pack_files_of_it_into_an_image_layout()
    {
        Work.Write("widget.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Work.Write("tables/sizes.csv", "1,2,3");

        // The author knows the types of the library and this one.
        var author = new ArtifactAuthor(ArtifactTypeCatalog.BuiltIn.With([Widget]));
        var widget = await author.PlanAsync(
            new ArtifactInputs("widget")
            {
                BaseDirectory = Work.Path,

                // The drawing has its layer by its name; the folder says which layer it belongs to.
                Files = [new InputFile("widget.svg"), new InputFile("tables") { Layer = "data", TargetPath = "tables" }],
                Annotations = [new InputAnnotation("com.contoso.widget.unit", "mm")],
            },
            Cancellation);
        var artifact = await new ArtifactPacker(Work["obj"]).PackAsync(widget.Plan, Cancellation);

        // A destination without a registry stays on this machine.
        var destination = new Destination(Registry: null, "widget", ["1.0.0"]);
        var findings = await widget.ValidateAsync(artifact, destination, Cancellation);
        Assert.IsFalse(findings.Any(finding => finding.Severity == FindingSeverity.Error), string.Join('\n', findings));

        // A layout is a store as a repository is: the same copy writes it.
        using var copy = new ContentCopy(artifact, new LayoutDirectory(Work["layout"]), new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, destination.Tags, Cancellation);

        var layout = new LayoutDirectory(Work["layout"]);
        Assert.AreEqual(artifact.Root.Digest, (await layout.ResolveAsync("1.0.0", Cancellation))?.Digest);
        Assert.AreSequenceEqual(
            ["application/vnd.contoso.widget.data.layer.v1.tar+gzip", "image/svg+xml"],
            artifact.Manifests[0].Manifest.Layers.Select(layer => layer.MediaType));
    }
}
