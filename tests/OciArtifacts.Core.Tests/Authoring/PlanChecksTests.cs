using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Tests.Authoring;

[TestClass]
public sealed class PlanChecksTests
{
    private static readonly string Folder = Path.GetFullPath("project");

    [TestMethod]
    [DataRow("b/x.txt")]
    [DataRow("max.txt")]
    public void A_raw_file_of_another_path_does_not_fill_a_required_layer(string other)
    {
        var failure = Assert.ThrowsExactly<OciException>(() => Check(planned: other, "x.txt", "a/x.txt"));
        Assert.AreEqual(OciErrorCode.TypeMismatch, failure.Code);
    }

    [TestMethod]
    [DataRow("a/x.txt")]
    [DataRow("./a/x.txt")]
    [DataRow("b/../a/x.txt")]
    public void A_raw_file_fills_the_required_layer_that_it_names(string named) => Check(planned: "a/x.txt", named);

    private static void Check(string planned, params string[] named)
    {
        var source = Path.GetFullPath(planned, Folder);
        var layer = new PlannedLayer("x.txt", "text/plain", LayerFormat.Raw, [new PlannedFile(source, "x.txt")]);
        var files = named.Select(path => new InputFile(path) { Layer = "texts" }).ToList();
        var inputs = new ArtifactInputs("application/vnd.contoso.widget.v1")
        {
            BaseDirectory = Folder,
            Files = files,
            Layers = [new InputLayer("texts") { IsRequired = true }],
        };
        PlanChecks.CheckRequired([layer], inputs, files);
    }
}
