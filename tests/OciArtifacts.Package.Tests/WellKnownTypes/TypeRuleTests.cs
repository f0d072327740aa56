using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>An artifact that does not fit its type is one error, before a layout is written.</summary>
[TestClass]
public sealed class TypeRuleTests : SampleTests
{
    private const string Chart = "apiVersion: v2\nname: contoso\nversion: 1.2.0\n";

    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task BuildAsync(TestContext context)
    {
        _sample = await SampleProject.NewAsync("Rules", ProjectFile.Library("net10.0", ProjectFile.Reference, """
            <ItemGroup>
              <OciArtifactFile Include="$(First)" />
              <OciArtifactFile Include="$(Second)" Condition="'$(Second)' != ''" />
            </ItemGroup>
            """));
        _sample.Write("chart/Chart.yaml", Chart);
        _sample.Write("chart/values.yaml", "a: 1\n");
        _sample.Write("nochart/values.yaml", "a: 1\n");
        _sample.Write("unversioned/Chart.yaml", "apiVersion: v2\nname: contoso\n");
        _sample.Write("Chart.yaml", Chart);
        _sample.Write("broken.tgz", "this is no gzip");
        _sample.Write("text.sif", "this is no image");
        _sample.Write("text.json", "this is no JSON");
        _sample.Write("main.rego", "package main\n");
        _sample.Write("web.env", "A=1\n");
        _sample.Write("module.json", "{}");
        _sample.Write("module2.json", "{}");
        _sample.Write("nameless/devcontainer-feature.json", """{ "version": "1.2.0", "name": "" }""");
        _sample.Write("feature/devcontainer-feature.json", """{ "id": "hello", "version": "1.2.0", "name": "Hello" }""");
        _sample.Write("feature/install.sh", "true\n");
        _sample.Write("scriptless/devcontainer-feature.json", """{ "id": "hello", "version": "1.2.0", "name": "Hello" }""");
        _sample.Write("dependent/Chart.yaml", $"{Chart}dependencies: [{{ name: redis, version: 1.0.0 }}]\n");
        foreach (var name in (string[])["one.tgz", "two.tgz"])
        {
            await File.WriteAllBytesAsync(_sample[name], Archives.TarGzipOf(("contoso/Chart.yaml", Chart)));
        }

        await File.WriteAllBytesAsync(_sample["cut.sif"], [.. "#!/usr/bin/env run-singularity\n\0SIF_MAGIC\0"u8, .. "01\0"u8]);
        await File.WriteAllBytesAsync(
            _sample["other.nupkg"],
            Archives.ZipOf(("Other.nuspec", "<package><metadata><id>Other</id><version>1.2.0</version></metadata></package>")));
        await _sample.RunAsync("build", "-c", "Release");
    }

    [ClassCleanup]
    public static void Delete() => _sample?.Dispose();

    [TestInitialize]
    public void Share() => Shared(_sample);

    [TestMethod]
    [DataRow("helm-chart", "OCIA2012", "Chart.yaml", "First=nochart")]
    [DataRow("helm-chart", "OCIA2012", "does not say version", "First=unversioned")]
    [DataRow("helm-chart", "OCIA5002", "broken.tgz' is no archive that can be read", "First=broken.tgz;OciArtifactConfigFile=Chart.yaml")]
    [DataRow(
        "helm-chart",
        "OCIA5001",
        "at most 1, but this artifact has 2",
        "First=one.tgz;Second=two.tgz;OciArtifactConfigFile=Chart.yaml")]
    [DataRow("helm-chart", "OCIA5001", "at most 1, but this artifact has 2", "First=chart;Second=one.tgz")]
    [DataRow("helm-chart", "OCIA5008", "team/contoso", "First=chart;OciArtifactRepository=team/other")]
    [DataRow("helm-chart", "OCIA5008", "stable", "First=chart;OciArtifactTags=stable")]
    [DataRow("helm-chart", "OCIA5008", "'9.9.9'", "First=one.tgz;OciArtifactTags=9.9.9")]
    [DataRow("helm-chart", "OCIA5001", "redis", "First=dependent")]
    [DataRow("nuget-package", "OCIA5008", "'2.0.0'", "First=other.nupkg;OciArtifactTags=2.0.0")]
    [DataRow("nuget-package", "OCIA2012", "Contoso.Rules", "First=other.nupkg;PackageId=Contoso.Rules")]
    [DataRow("devcontainer-feature", "OCIA5001", "install.sh", "First=scriptless")]
    [DataRow("sif", "OCIA5002", "Singularity image", "First=text.sif")]
    [DataRow("sif", "OCIA5002", "cut off", "First=cut.sif")]
    [DataRow("sif", "OCIA5001", "'image'", "First=main.rego")]
    [DataRow("conftest-policy", "OCIA5002", "cannot be read as JSON", "First=main.rego;Second=text.json")]
    [DataRow("conftest-policy", "OCIA5001", "web.env", "First=main.rego;Second=web.env")]
    [DataRow("bicep-module", "OCIA5001", "at most 1", "First=module.json;Second=module2.json")]
    [DataRow("compose", "OCIA5001", "at least 1", "First=web.env")]
    [DataRow("compose", "OCIA5001", "at least 1", "First=web.env;OciArtifactImageSpec=1.0")]
    [DataRow("devcontainer-feature", "OCIA2012", "id, name", "First=nameless")]
    [DataRow("devcontainer-template", "OCIA2012", "devcontainer-template.json", "First=feature")]
    [DataRow("devcontainer-feature", "OCIA5008", "hello", "First=feature;OciArtifactRepository=team/other")]
    public async Task What_is_not_of_the_type_is_refused(string type, string code, string said, string settings)
    {
        if (Directory.Exists(_sample.LayoutFolder)) Directory.Delete(_sample.LayoutFolder, recursive: true);
        var build = await _sample.TryPublishAsync(
            ["--no-build", $"-p:OciArtifactType={type}", .. settings.Split(';').Select(setting => $"-p:{setting}")]);
        Assert.AreEqual(1, build.ExitCode, build.All);
        Assert.AreSequenceEqual([code], build.ErrorCodes.Distinct(), null, build.All);
        Assert.Contains(said, string.Join('\n', build.Errors));
        Assert.IsFalse(Directory.Exists(_sample.LayoutFolder), "There is a layout.");
    }
}
