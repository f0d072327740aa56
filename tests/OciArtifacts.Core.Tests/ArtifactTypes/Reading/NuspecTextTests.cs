using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>A <c>.nuspec</c> file is read as NuGet reads it.</summary>
[TestClass]
public sealed class NuspecTextTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("")]
    [DataRow(" xmlns=\"http://schemas.microsoft.com/packaging/2010/07/nuspec.xsd\"")]
    [DataRow(" xmlns=\"http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd\"")]
    public async Task Names_count_in_any_namespace(string space) => Assert.AreEqual(
        """{"id":"Contoso.Package","version":"1.2.3+build.4","authors":"Ada","description":"What turns.","""
        + "\"projectUrl\":\"https://contoso.example/\",\"license\":\"MIT\",\"repositoryUrl\":\"https://contoso.example/source\"}",
        await ReadAsync(
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package{space}><metadata minClientVersion="2.12">
              <id>Contoso.Package</id><version> 1.2.3+build.4 </version><authors>Ada</authors>
              <license type="expression">MIT</license><licenseUrl>https://licenses.nuget.org/MIT</licenseUrl>
              <projectUrl>https://contoso.example/</projectUrl><description>What turns.</description>
              <repository type="git" url="https://contoso.example/source" commit="1f6e" />
              <dependencies><dependency id="Other" version="2.0.0" /></dependencies>
            </metadata></package>
            """));

    [TestMethod]
    [DataRow("1", "1.0.0")]
    [DataRow("01.2", "1.2.0")]
    [DataRow("1.2.3.0", "1.2.3")]
    [DataRow("1.2.3.4", "1.2.3.4")]
    [DataRow("1.2.3-RC.1+b", "1.2.3-RC.1+b")]
    public async Task The_version_has_its_normal_form(string version, string normal) =>
        Assert.AreEqual($$"""{"id":"a","version":"{{normal}}"}""", await ReadAsync(Nuspec("a", version)));

    [TestMethod]
    public async Task A_licence_that_is_a_file_is_no_expression() => Assert.AreEqual(
        """{"id":"a","version":"1.0.0"}""",
        await ReadAsync(
            "<package><metadata><id>a</id><version>1.0.0</version><license type=\"file\">LICENSE.txt</license>"
            + "<authors /></metadata></package>"));

    [TestMethod]
    [DataRow("<package />", "It has no element 'metadata'.")]
    [DataRow("<package><metadata><version>1.0.0</version></metadata></package>", "It has no id.")]
    [DataRow("<package><metadata><id>a</id></metadata></package>", "It has no version.")]
    [DataRow("<package><metadata><id>a</id><version>v1.0.0</version></metadata></package>", "Its version 'v1.0.0' is no version of NuGet.")]
    [DataRow(
        "<package><metadata><id>a</id><version>1.2.3.4.5</version></metadata></package>",
        "Its version '1.2.3.4.5' is no version of NuGet.")]
    [DataRow("<package><metadata><id>a b</id><version>1.0.0</version></metadata></package>", "Its id 'a b' cannot be one")]
    [DataRow("<package><metadata><id>a..b</id><version>1.0.0</version></metadata></package>", "Its id 'a..b' cannot be one")]
    [DataRow("<package>", "says what the artifact is, but cannot be understood")]
    [DataRow("<!DOCTYPE a [<!ENTITY b 'c'>]><package><metadata><id>&b;</id></metadata></package>", "DTD")]
    public async Task An_invalid_nuspec_is_refused_with_the_reason(string xml, string reason)
    {
        var failure = await Failure.WithAsync(OciErrorCode.InvalidMetadata, () => ReadAsync(xml));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains(_work["a.nuspec"], failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public Task An_id_has_100_characters_at_most() =>
        Failure.WithAsync(OciErrorCode.InvalidMetadata, () => ReadAsync(Nuspec(new string('a', 101), "1.0.0")));

    private static string Nuspec(string id, string version) =>
        $"<package><metadata><id>{id}</id><version>{version}</version></metadata></package>";

    private async Task<string> ReadAsync(string xml)
    {
        var values = await MetadataFile.ReadAsync(_work.Write("a.nuspec", xml), schema: null, CancellationToken.None);
        return values.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
