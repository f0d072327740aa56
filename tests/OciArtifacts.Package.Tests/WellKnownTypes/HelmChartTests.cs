using OciArtifacts.Package.Tests.Harness;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>
/// A Helm chart, as <c>helm pull</c> and <c>helm install oci://</c> read it (helm/helm, pkg/registry and
/// pkg/chart/v2/loader).
/// </summary>
[TestClass]
public sealed class HelmChartTests : WellKnownTypeTests
{
    [TestMethod]
    public async Task The_type_is_that_of_the_config_and_the_provenance_follows_the_chart()
    {
        var manifest = (await PublishedAsync("ContosoChart")).Layout.Manifest;
        Assert.IsNull(manifest.ArtifactType);
        Assert.AreEqual("application/vnd.cncf.helm.config.v1+json", manifest.Config.MediaType);
        Assert.AreSequenceEqual(
            ["application/vnd.cncf.helm.chart.content.v1.tar+gzip", "application/vnd.cncf.helm.chart.provenance.v1.prov"],
            MediaTypesOf(manifest));
        Assert.AreEqual("contoso-1.2.0+build.5.tgz", manifest.Layers[0].Title);
    }

    [TestMethod]
    public async Task The_config_is_the_chart_file_as_JSON()
    {
        var layout = (await PublishedAsync("ContosoChart")).Layout;
        AssertJson(
            """
            {
              "apiVersion": "v2", "name": "contoso", "version": "1.2.0+build.5", "appVersion": "1.16", "type": "application",
              "description": "Runs Contoso.", "home": "https://contoso.example",
              "sources": ["https://contoso.example/source", "https://contoso.example/mirror"], "keywords": ["web", "contoso"],
              "maintainers": [{ "name": "Ada", "email": "ada@contoso.example" }, { "name": "Grace" }],
              "annotations": {
                "com.contoso.tier": "1", "org.opencontainers.image.title": "somebody else",
                "org.opencontainers.image.url": "https://contoso.example/chart"
              }
            }
            """,
            layout.Read(layout.Manifest.Config));
    }

    // Annotations of the chart override others, except title and version (pkg/registry/chart.go,
    // immutableOciAnnotations).
    [TestMethod]
    public async Task Annotations_are_those_that_Helm_makes_of_the_chart_file() => Assert.AreSequenceEqual(
        [
            "authors=Ada (ada@contoso.example), Grace", "com.contoso.tier=1", "description=Runs Contoso.",
            "source=https://contoso.example/source", "title=contoso", "url=https://contoso.example/chart", "version=1.2.0+build.5",
        ],
        AnnotationsOf((await PublishedAsync("ContosoChart")).Layout.Manifest));

    [TestMethod]
    public async Task The_tag_is_the_version_with_an_underline_for_plus_and_the_repository_has_the_name_of_the_chart()
    {
        var sample = await PublishedAsync("ContosoChart");
        Assert.AreSequenceEqual(["1.2.0_build.5"], sample.Layout.Tags);
        Assert.AreEqual("contoso", sample.Report.Text("repository"));
    }

    // The charts that Helm has packed for its own tests (compressedchart-0.1.0.tgz, frobnitz-1.2.3.tgz) have all files in one folder of the
    // chart's name, Chart.yaml at its top, .helmignore among them. Its loader takes the first part off each path, and passes over folders.
    [TestMethod]
    public async Task The_archive_has_the_form_of_one_that_Helm_packs()
    {
        var sample = await PublishedAsync("ContosoChart");
        var chart = sample.Layout.Unpack(sample.Layout.Manifest.Layers[0]);
        Assert.AreSequenceEqual(
            [
                "contoso/.helmignore", "contoso/Chart.yaml", "contoso/templates/_helpers.tpl", "contoso/templates/deployment.yaml",
                "contoso/values.yaml",
            ],
            chart.Paths);
        foreach (var path in chart.Paths)
        {
            Assert.AreSequenceEqual(
                await ReadAsync(sample, path.Replace("contoso/", "chart/", StringComparison.Ordinal)), chart[path]);
        }
    }

    [TestMethod]
    public async Task The_provenance_file_is_as_it_was_signed()
    {
        var sample = await PublishedAsync("ContosoChart");
        Assert.AreSequenceEqual(await ReadAsync(sample, "contoso.tgz.prov"), sample.Layout.Read(sample.Layout.Manifest.Layers[1]));
    }

    private Task<byte[]> ReadAsync(SampleProject sample, string path) =>
        File.ReadAllBytesAsync(sample[path], TestContext.CancellationToken);
}
