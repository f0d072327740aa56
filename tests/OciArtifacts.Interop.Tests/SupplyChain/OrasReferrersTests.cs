using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>oras finds all referrers of a publish, with their types, by the registry's list and by the tag that stands in for it.</summary>
[TestClass]
public sealed class OrasReferrersTests : PeerTests
{
    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json", Notation = "application/vnd.cncf.notary.signature";

    private static readonly string[] OfRoot =
        ["application/sarif+json", "application/spdx+json", Notation, "application/vnd.cyclonedx+json", Bundle, Bundle];

    private static readonly string[] OfBill = [Notation, Bundle];

    [TestMethod]
    public async Task In_the_registry_of_Docker()
    {
        Need(Oras, DockerRegistry.Program);
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions(), TestContext.CancellationToken);
        await AssertDiscoveredAsync(registry.Host, "v1.1-referrers-tag");
    }

    [TestMethod]
    public async Task In_a_registry_with_lists()
    {
        Need(Oras);
        await using var registry = await TestRegistry.StartAsync();
        await AssertDiscoveredAsync(registry.Host, "v1.1-referrers-api");
    }

    private async Task AssertDiscoveredAsync(string host, string api)
    {
        var files = new SigningFiles();
        var sample = await NewAsync("tool", ProjectFile.Artifact(
            """
            <OciArtifactSbom>spdx;cyclonedx</OciArtifactSbom>
            <OciArtifactProvenance>true</OciArtifactProvenance>
            <OciArtifactSigningFormat>cosign;notation</OciArtifactSigningFormat>
            <OciArtifactSigningKeyFile>../key.pem</OciArtifactSigningKeyFile>
            <OciArtifactSigningCertificateFile>../certificate.pem</OciArtifactSigningCertificateFile>
            """,
            """<ItemGroup><OciArtifactFile Include="tool.txt" /><OciArtifactReferrer Include="scan.sarif" /></ItemGroup>"""));
        sample.Write("tool.txt", "tool");
        sample.Write("scan.sarif", """{"version":"2.1.0","runs":[]}""");
        sample.Write("../key.pem", files.Key);
        sample.Write("../certificate.pem", files.Certificate);
        await sample.PublishAsync($"-p:OciArtifactRegistry={host}");
        var found = await DiscoverAsync($"{host}/tool@{sample.Report.Digest}");
        Assert.AreSequenceEqual(OfRoot, found.Select(one => one.Type).Order(StringComparer.Ordinal));
        Assert.IsEmpty(found.Except(sample.Report.Referrers));
        foreach (var (_, bill) in found.Where(one => one.Type is "application/spdx+json" or "application/vnd.cyclonedx+json"))
        {
            var ofBill = await DiscoverAsync($"{host}/tool@{bill}");
            Assert.AreSequenceEqual(OfBill, ofBill.Select(one => one.Type).Order(StringComparer.Ordinal));
        }

        // Each of the two ways alone, and not the other one in its place.
        var arguments = (string[])["discover", "--plain-http", "--distribution-spec", api, $"{host}/tool@{sample.Report.Digest}"];
        var tree = await RunAsync(Oras, arguments);
        foreach (var type in OfRoot) Assert.Contains(type, tree);
    }

    private async Task<IReadOnlyList<(string Type, string Digest)>> DiscoverAsync(string reference)
    {
        using var json = JsonDocument.Parse(await RunAsync(Oras, "discover", "--plain-http", "--format", "json", reference));
        return
        [
            .. json.RootElement.GetProperty("manifests").EnumerateArray()
                .Select(one => (one.GetProperty("artifactType").GetString()!, one.GetProperty("digest").GetString()!)),
        ];
    }
}
