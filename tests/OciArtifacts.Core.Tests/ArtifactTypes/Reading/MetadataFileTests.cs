using System.Text;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

[TestClass]
public sealed class MetadataFileTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("Chart.yaml", "name: a # b")]
    [DataRow("Chart.YML", "name: a")]
    [DataRow("chart.json", """{"name":"a"}""")]
    [DataRow("chart.json", "{ // why\n \"name\": \"a\", }")]
    [DataRow("chart.json", "\uFEFF{\"name\":\"a\"}")]
    [DataRow("chart.lock", """{"name":"a"}""")]
    public async Task YAML_goes_by_the_name_and_all_else_is_JSON(string name, string text) =>
        Assert.AreEqual("a", (await ReadAsync(name, text))["name"]!.GetValue<string>());

    [TestMethod]
    public async Task UTF_16_is_read_too()
    {
        _work.Write("Chart.yaml", "");
        await File.WriteAllTextAsync(_work["Chart.yaml"], "name: ä", Encoding.Unicode);
        Assert.AreEqual(
            "ä", (await MetadataFile.ReadAsync(_work["Chart.yaml"], schema: null, CancellationToken.None))["name"]!.GetValue<string>());
    }

    [TestMethod]
    [DataRow("Chart.yaml", "- a")]
    [DataRow("Chart.yaml", "")]
    [DataRow("Chart.yaml", "a: [")]
    [DataRow("chart.json", "[]")]
    [DataRow("chart.json", "name: a")]
    [DataRow("chart.json", """{"a":1,"a":2}""")]
    public async Task What_is_no_object_is_refused_with_its_path(string name, string text)
    {
        var failure = await Failure.WithAsync(OciErrorCode.InvalidMetadata, () => ReadAsync(name, text));
        Assert.Contains(_work[name], failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public Task A_file_that_is_not_there_is_named() =>
        Failure.WithAsync(
            OciErrorCode.FileNotFound, () => MetadataFile.ReadAsync(_work["none.json"], schema: null, CancellationToken.None));

    [TestMethod]
    public Task YAML_of_more_than_1_MiB_is_none() =>
        Failure.WithAsync(OciErrorCode.InvalidMetadata, () => ReadAsync("large.yaml", $"a: {new string('x', 1024 * 1024)}"));

    [TestMethod]
    public async Task JSON_may_be_as_long_as_attestations_are() =>
        Assert.HasCount(1, await ReadAsync("large.json", $"{{\"a\":\"{new string('x', 2 * 1024 * 1024)}\"}}"));

    private Task<System.Text.Json.Nodes.JsonObject> ReadAsync(string name, string text) =>
        MetadataFile.ReadAsync(_work.Write(name, text), schema: null, CancellationToken.None);
}
