using System.IO.Compression;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Authoring;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Authoring;

/// <summary>How the reader finds the definition of a type and the values for it.</summary>
[TestClass]
public sealed class TypeReaderTests : IDisposable
{
    private static readonly ArtifactTypeDefinition Chart = new("Contoso chart", "What Contoso runs.")
    {
        ArtifactType = "application/vnd.contoso.chart.v1",
        Metadata = "chart.json",
        RequiredMetadata = ["name", "owner.team"],
        Tags = new TagRule { Version = "{metadata.version|version}" },
    };

    private static readonly ArtifactTypeDefinition Archived = Chart with
    {
        Layers = [new LayerRule("archive", ["application/zip"]) { Format = ContentFormat.Zip, Files = ["*.zip"] }],
    };

    private readonly WorkFolder _work = new("types");

    public required TestContext TestContext { get; set; }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("one", "chart.json")]
    [DataRow("one/chart.json", "other.txt")]
    [DataRow("empty", "one")]
    [DataRow("one", "two")]
    public async Task The_first_item_that_has_the_file_of_that_name_says_what_the_artifact_is(string first, string second)
    {
        Write("one/chart.json", "1.0.0");
        Write("two/chart.json", "2.0.0");
        Directory.CreateDirectory(_work["empty"]);
        Assert.AreEqual("1.0.0", (await ReadAsync(Chart, first, second)).Version);
    }

    [TestMethod]
    [DataRow("Chart.json")]
    [DataRow("my.chart.json")]
    [DataRow("deep/er")]
    public async Task A_file_of_another_name_or_place_says_nothing(string path)
    {
        Write("Chart.json", "1.0.0");
        Write("my.chart.json", "1.0.0");
        Write("deep/er/still/chart.json", "1.0.0");
        var failure = await FailAsync(Chart, path);
        Assert.AreEqual(OciErrorCode.InvalidMetadata, failure.Code);
        Assert.AreEqual(
            "Contoso chart says what it is in chart.json, and no file of the artifact has it. "
            + "Add the folder with chart.json, or name it as the config file.",
            failure.Message);
    }

    [TestMethod]
    public async Task All_that_the_file_does_not_say_and_has_to_is_named()
    {
        _work.Write("chart.json", """{"name":"","owner":{"other":"x"}}""");
        var failure = await FailAsync(Chart, "chart.json");
        Assert.AreEqual(OciErrorCode.InvalidMetadata, failure.Code);
        Assert.AreEqual($"'{_work["chart.json"]}' does not say name, owner.team, and Contoso chart has to. Add it.", failure.Message);
    }

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{")]
    public async Task A_file_that_is_no_object_is_an_error(string text)
    {
        _work.Write("chart.json", text);
        Assert.AreEqual(OciErrorCode.InvalidMetadata, (await FailAsync(Chart, "chart.json")).Code);
    }

    [TestMethod]
    public async Task A_name_with_a_star_is_a_pattern()
    {
        Write("a.txt", "1.0.0");
        Write("b.CHART.json", "2.0.0");
        Assert.AreEqual("2.0.0", (await ReadAsync(Chart with { Metadata = "*.chart.json" }, "a.txt", "b.CHART.json")).Version);
    }

    [TestMethod]
    [DataRow(true, "2.0.0")]
    [DataRow(false, "1.0.0")]
    public async Task A_config_file_says_it_where_the_type_makes_its_config_of_it(bool hasContent, string version)
    {
        Write("chart.json", "1.0.0");
        Write("config.json", "2.0.0");
        var definition = Chart with { Config = new ConfigRule(["application/json"]) { Content = hasContent ? "{metadata}" : null } };
        var inputs = Inputs("chart.json") with { ConfigFile = _work["config.json"] };
        Assert.AreEqual(version, (await TypeReader.ReadAsync(definition, inputs, TestContext.CancellationToken)).Version);
    }

    [TestMethod]
    public async Task The_file_in_an_archive_that_is_packed_already_says_what_the_artifact_is()
    {
        WriteArchive("chart.zip", """{"name":"contoso","owner":{"team":"widgets"},"version":"3.0.0"}""");
        var type = await ReadAsync(Archived, "chart.zip");
        Assert.AreEqual(("3.0.0", true), (type.Version, type.Archive?.IsPacked));
    }

    [TestMethod]
    [DataRow("{metadata.version}", null, "tags.version")]
    [DataRow(null, "{metadata.id}", "repository")]
    public async Task A_value_that_the_file_in_an_archive_does_not_say_is_an_error(string? version, string? repository, string member)
    {
        WriteArchive("chart.zip", """{"name":"contoso","owner":{"team":"widgets"}}""");
        var definition = Archived with { Tags = new TagRule { Version = version }, Repository = repository };
        var failure = await FailAsync(definition, "chart.zip");
        Assert.AreEqual(OciErrorCode.InvalidMetadata, failure.Code);
        StringAssert.StartsWith(
            failure.Message, $"Contoso chart has '{member}' as {version ?? repository}, and nothing says what that is.");
    }

    [TestMethod]
    public async Task An_archive_without_the_file_leaves_it_to_the_config_file()
    {
        _work.Write("other.txt", "text");
        using (var zip = ZipFile.Open(_work["chart.zip"], ZipArchiveMode.Create)) zip.CreateEntryFromFile(_work["other.txt"], "other.txt");
        Write("config.json", "2.0.0");
        var definition = Archived with { Config = new ConfigRule(["application/json"]) { Content = "{metadata}" } };
        var inputs = Inputs("chart.zip") with { ConfigFile = _work["config.json"] };
        var type = await TypeReader.ReadAsync(definition, inputs, TestContext.CancellationToken);
        Assert.AreEqual(("2.0.0", null), (type.Version, type.Archive));
    }

    [TestMethod]
    public async Task A_type_that_reads_no_file_has_what_the_project_says() =>
        Assert.AreEqual("9.0.0", (await ReadAsync(Chart with { Metadata = null })).Version);

    [TestMethod]
    public void A_media_type_without_a_definition_is_not_an_error() =>
        Assert.IsNull(Reader().Find("OciArtifactType", "application/vnd.contoso.none.v1"));

    [TestMethod]
    [DataRow("HELM-CHART")]
    [DataRow("application/vnd.cncf.helm.config.v1+JSON")]
    public void An_alias_and_a_media_type_are_found_in_upper_and_lower_case(string type) =>
        Assert.AreEqual("helm-chart", Reader().Find("OciArtifactType", type)?.Alias);

    [TestMethod]
    [DataRow("chart", OciErrorCode.UnknownType, "OciArtifactType is 'chart', which is no media type, and no alias of the catalogue: ")]
    [DataRow("a/b/c", OciErrorCode.InvalidMediaType, "OciArtifactType is 'a/b/c', which is no media type.")]
    public void What_is_neither_is_an_error_that_names_the_setting(string type, OciErrorCode code, string message)
    {
        var failure = Assert.ThrowsExactly<OciException>(() => Reader().Find("OciArtifactType", type));
        Assert.AreEqual(code, failure.Code);
        StringAssert.StartsWith(failure.Message, message);
    }

    [TestMethod]
    public void An_alias_that_the_author_defines_is_among_those_that_an_error_lists()
    {
        var catalog = ArtifactTypeCatalog.BuiltIn.With([Chart with { Alias = "contoso-chart" }]);
        var failure = Assert.ThrowsExactly<OciException>(() => new TypeReader(catalog).Find("OciArtifactType", "chart"));
        StringAssert.Contains(failure.Message, "contoso-chart, cue-module, cyclonedx");
    }

    [TestMethod]
    [DataRow("reports/BOM.json", "cyclonedx")]
    [DataRow("bom.xml", "cyclonedx-xml")]
    [DataRow("a.sarif.json", "sarif")]
    [DataRow("chart.tgz", null)]
    [DataRow("notes.json", null)]
    public void Only_types_that_are_attached_to_others_are_known_by_the_name_of_a_file(string file, string? alias) =>
        Assert.AreEqual(alias, Reader().FindReferrer(file)?.Alias);

    private void Write(string path, string version) =>
        _work.Write(path, $$"""{"name":"contoso","owner":{"team":"widgets"},"version":"{{version}}"}""");

    private void WriteArchive(string path, string metadata)
    {
        _work.Write("inside/chart.json", metadata);
        ZipFile.CreateFromDirectory(_work["inside"], _work[path]);
    }

    private static TypeReader Reader() => new(ArtifactTypeCatalog.BuiltIn);

    private ArtifactInputs Inputs(params string[] files) => new("widget")
    {
        BaseDirectory = _work.Path,
        Name = "widget",
        Version = "9.0.0",
        Files = [.. files.Select(file => new InputFile(file))],
    };

    private Task<FilledType> ReadAsync(ArtifactTypeDefinition definition, params string[] files) =>
        TypeReader.ReadAsync(definition, Inputs(files), TestContext.CancellationToken);

    private Task<OciException> FailAsync(ArtifactTypeDefinition definition, params string[] files) =>
        Assert.ThrowsExactlyAsync<OciException>(() => ReadAsync(definition, files));
}
