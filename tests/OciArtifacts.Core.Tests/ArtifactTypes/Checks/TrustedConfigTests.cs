using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

[TestClass]
public sealed class TrustedConfigTests
{
    [TestMethod]
    [DataRow("""{"targetFramework":5}""", false, true)]
    [DataRow("""{"targetFramework":5}""", true, false)]
    [DataRow("""{"targetFramework":""", true, true)]
    public async Task A_config_that_is_trusted_has_to_be_JSON_and_is_not_checked_against_its_schema(
        string text, bool trusts, bool isFinding)
    {
        var store = new MemoryStore();
        var config = store.Add("application/vnd.ociartifacts.dotnet-app.config.v1+json", System.Text.Encoding.UTF8.GetBytes(text));
        var manifest = new Manifest(config, [Descriptor.Empty]) { ArtifactType = "application/vnd.ociartifacts.dotnet-app.v1" };
        var check = new ArtifactCheck(ArtifactTypeCatalog.BuiltIn) { TrustsConfig = trusts };
        var findings = await check.RunAsync(manifest, store, CancellationToken.None);
        Assert.AreEqual(isFinding, findings.Any(finding => finding.Code == OciErrorCode.ConfigMismatch));
    }
}
