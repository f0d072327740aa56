using System.Text;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;
using static OciArtifacts.TestKit.Archives;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>Charts that Helm refuses to load or to package are errors, as an archive and as a folder.</summary>
[TestClass]
public sealed class HelmChartTests : IDisposable
{
    private const string Chart = "apiVersion: v2\nname: widget\nversion: 1.2.3\n";
    private const string TwoDependencies =
        Chart + "dependencies:\n- { name: redis, version: 1.x, alias: cache }\n- { name: common, version: 2.0.0 }\n";

    private static readonly ArtifactTypeDefinition Type = ArtifactTypeCatalog.BuiltIn.Find("helm-chart")!;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void A_chart_with_its_dependencies_is_one() => Assert.IsEmpty(Findings(
        ("Chart.yaml", TwoDependencies),
        ("values.schema.json", "\uFEFF{}"),
        ("charts/redis/Chart.yaml", "name: redis"),
        ("charts/redis/values.schema.json", "{ }"),
        ("charts/common-2.0.0.tgz", Archive(("common/Chart.yaml", "name: common"))),
        ("charts/more/Chart.yaml", "name: more"),
        ("charts/common-2.0.0.tgz.prov", "signed"),
        ("charts/_notes.md", "skipped"),
        ("charts/.gitkeep", ""),
        ("templates/values.schema.json", "no JSON")));

    [TestMethod]
    public void Dependencies_that_are_not_there_are_named()
    {
        Assert.AreEqual(
            "The chart has dependencies that are not in its folder charts: redis, common. There is none. Helm refuses it. "
            + "Run helm dependency update before publishing, or take them out of Chart.yaml.",
            Findings(("Chart.yaml", TwoDependencies)).Single());
        var found = Findings(("Chart.yaml", TwoDependencies), ("charts/cache/Chart.yaml", "name: redis"));
        Assert.Contains("not in its folder charts: common. There are: redis.", found.Single(), StringComparison.Ordinal);
    }

    [TestMethod]
    public void Charts_of_apiVersion_v1_have_their_dependencies_in_a_file_of_their_own() => Assert.Contains(
        "not in its folder charts: redis.",
        Findings(
            ("Chart.yaml", "apiVersion: v1\nname: widget\nversion: 1.2.3\n"),
            ("requirements.yaml", "dependencies: [{ name: redis }]")).Single(),
        StringComparison.Ordinal);

    [TestMethod]
    [DataRow("values.schema.json", "")]
    [DataRow("values.schema.json", "type: object")]
    [DataRow("values.schema.json", "{} {}")]
    [DataRow("charts/redis/values.schema.json", "{,}")]
    [DataRow("charts/redis/charts/deep/values.schema.json", "[")]
    public void A_schema_of_values_that_is_no_JSON_is_named(string path, string text)
    {
        var found = Findings(
            ("Chart.yaml", Chart),
            ("charts/redis/Chart.yaml", "name: redis"),
            ("charts/redis/charts/deep/Chart.yaml", "name: deep"),
            (path, text)).Single();
        Assert.Contains($"{path}' is no JSON, and Helm refuses the chart for it.", found, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(
        "charts/README.md",
        "text",
        "is in charts/ and is no chart, so Helm cannot load the chart that it is in. Take it out, or name it in .helmignore.")]
    [DataRow("charts/redis/values.yaml", "a: 1", "'charts/redis' has no Chart.yaml. Helm cannot load the chart that it is in.")]
    [DataRow("charts/redis/Chart.yaml", "version: 1.0.0", "does not say the name of its chart.")]
    [DataRow("charts/redis/Chart.yaml", "- a", "does not say the name of its chart.")]
    [DataRow("charts/redis.tgz", "text", "redis.tgz' is no archive.")]
    public void What_is_in_charts_and_is_none_is_named(string path, string text, string message) =>
        Assert.Contains(message, Findings(("Chart.yaml", Chart), (path, text)).Single(), StringComparison.Ordinal);

    [TestMethod]
    public void An_archive_in_charts_without_a_chart_is_named() => Assert.Contains(
        "redis.tgz' has no Chart.yaml that says the name of a chart.",
        Findings(("Chart.yaml", Chart), ("charts/redis.tgz", Archive(("redis/values.yaml", "a: 1")))).Single(), StringComparison.Ordinal);

    [TestMethod]
    public void A_file_of_more_than_5_MiB_is_named_and_no_other_fault_is_made_of_it()
    {
        var found = Findings(
            ("Chart.yaml", Chart + "dependencies: [{ name: redis }]"),
            ("charts/redis.tgz", new string('x', (5 * 1024 * 1024) + 1)),
            ("files/just.bin", new string('x', 5 * 1024 * 1024)));
        Assert.Contains("redis.tgz'", found.Single(), StringComparison.Ordinal);
        Assert.Contains(
            "has 5242881 bytes, and a file in the layer 'chart' of Helm chart may have 5242880. Take it out, or name it in .helmignore.",
            found.Single(),
            StringComparison.Ordinal);
    }

    [TestMethod]
    public void An_archive_without_a_folder_of_the_chart_is_refused()
    {
        var path = _work.Write("widget.tgz", TarGzipOf(("Chart.yaml", Chart), ("templates/a.yaml", "")));
        var found = ArchiveCheck.Check(Type, Type.Layers[0], ArchiveContents.Read(path)).Select(finding => finding.Message).ToList();
        Assert.AreSequenceEqual(
            [
                $"Helm chart has to have Chart.yaml in the folder at its top in its layer 'chart', and '{path}' has none: "
                + "it has Chart.yaml. Add the file.",
                $"'Chart.yaml' is at the top of '{path}', and Helm wants all files of a chart in one folder. Pack the folder of the chart, "
                + "not what is in it.",
            ],
            found);
    }

    // Checks the files as a folder and as an archive: the messages differ only in the names of files.
    private IReadOnlyList<string> Findings(params (string Path, string Text)[] files)
    {
        var packed = ArchiveContents.Read(
            _work.Write("chart.tgz", GzipOf(TarOf([.. files.Select(file => ($"widget/{file.Path}", Bytes(file.Text)))]))));
        foreach (var (path, text) in files) _work.Write($"chart/{path}", Bytes(text));
        var folder = ArchiveContents.FromFiles(_work["chart"], files.Select(file => ($"widget/{file.Path}", _work[$"chart/{file.Path}"])));
        var rule = Type.Layers[0];
        var ofFolder = ArchiveCheck.Check(Type, rule, folder).Select(finding => finding.Message).ToList();
        var ofArchive = ArchiveCheck.Check(Type, rule, packed)
            .Select(finding => finding.Message.Replace($" in '{packed.Source}'", "", StringComparison.Ordinal)).ToList();
        Assert.AreSequenceEqual(
            ofFolder.Select(message => message.Replace($"{_work["chart"]}/", "widget/", StringComparison.Ordinal)), ofArchive);
        return ofFolder;
    }

    // Writes the bytes of an archive as text, so that a test can list it with text files.
    private static string Archive(params (string Path, string Text)[] files) => Encoding.Latin1.GetString(TarGzipOf(files));

    private static byte[] Bytes(string text) => text.StartsWith('\x1F') ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
}
