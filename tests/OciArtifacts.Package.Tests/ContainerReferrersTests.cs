using System.Security.Cryptography;
using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>The image that PublishContainer pushes in the same publish gets referrers too.</summary>
[TestClass]
public sealed class ContainerReferrersTests : SampleTests
{
    private const string Project =
        """
        <ItemGroup>
          <PackageReference Include="OciArtifacts.Build" Version="0.1.0" PrivateAssets="all" />
          <OciArtifactReferrer Include="scan.sarif" Of="Container" />
        </ItemGroup>
        """;

    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";

    [TestMethod]
    public async Task The_image_gets_its_files_and_what_the_settings_ask_for_and_the_artifact_does_not_get_the_files()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { OnlyCounts = true });
        var sample = await ProjectAsync(registry);
        await sample.PublishAsync(
        [
            .. ImageOf(registry), $"-p:OciArtifactRegistry={registry.Host}", "-p:OciArtifactSbom=spdx", "-p:OciArtifactProvenance=true",
            "-p:OciArtifactSigningFormat=cosign", "-p:OciArtifactSigningKeyFile=key.pem",
        ]);
        var image = DigestOf(registry, "image", "1");
        Assert.AreSequenceEqual(
            ["application/sarif+json", "application/spdx+json", Bundle, Bundle],
            await TypesAsync(registry, "image", image));
        Assert.AreSequenceEqual(
            ["application/spdx+json", Bundle, Bundle],
            await TypesAsync(registry, "app", sample.Report.Digest));
        Assert.Contains($"{image.Replace(':', '-')}.sig", registry.Tags("image"));
    }

    [TestMethod]
    public async Task Without_the_artifact_the_image_gets_only_its_files()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { OnlyCounts = true });
        var sample = await ProjectAsync(registry);
        await sample.PublishAsync([.. ImageOf(registry), "-p:PublishOciArtifact=false"]);
        Assert.AreSequenceEqual(["application/sarif+json"], await TypesAsync(registry, "image", DigestOf(registry, "image", "1")));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task The_index_of_the_images_of_several_runtimes_and_each_image_get_provenance_and_signatures(bool withArtifact)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { OnlyCounts = true });
        var sample = await ProjectAsync(
            registry, "<PropertyGroup><RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers></PropertyGroup>");
        BaseImage.PutIndexInto(registry);
        await sample.PublishAsync(
        [
            .. ImageOf(registry, BaseImage.IndexTag), "-p:UseAppHost=false", "-p:OciArtifactSbom=spdx", "-p:OciArtifactProvenance=true",
            "-p:OciArtifactSigningFormat=cosign", "-p:OciArtifactSigningKeyFile=key.pem",
            $"-p:OciArtifactRegistry={registry.Host}", $"-p:PublishOciArtifact={withArtifact}",
        ]);
        string[] signed = [Bundle, Bundle];
        var index = DigestOf(registry, "image", "1");
        Assert.AreSequenceEqual(["application/sarif+json", .. signed], await TypesAsync(registry, "image", index));
        Assert.IsTrue(registry.TryGetManifest("image", "1", out var bytes, out _));
        var images = JsonDocument.Parse(bytes).RootElement.GetProperty("manifests").EnumerateArray()
            .Select(entry => entry.GetProperty("digest").GetString()!).ToList();
        Assert.HasCount(2, images);
        foreach (var image in images) Assert.AreSequenceEqual(signed, await TypesAsync(registry, "image", image));
        foreach (var one in images.Prepend(index)) Assert.Contains($"{one.Replace(':', '-')}.sig", registry.Tags("image"));
        Assert.AreSequenceEqual(withArtifact ? ["1.0.0"] : [], registry.Tags("app").Where(tag => !tag.StartsWith("sha256-")));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_key_that_is_missing_stops_the_publish_before_the_image_is_pushed(bool ofSeveralRuntimes)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { OnlyCounts = true });
        var sample = await ProjectAsync(
            registry,
            ofSeveralRuntimes ? "<PropertyGroup><RuntimeIdentifiers>linux-x64;linux-arm64</RuntimeIdentifiers></PropertyGroup>" : "");
        BaseImage.PutIndexInto(registry);
        var build = await sample.TryPublishAsync(
        [
            .. ImageOf(registry, BaseImage.IndexTag), "-p:UseAppHost=false", "-p:PublishOciArtifact=false",
            "-p:OciArtifactSigningFormat=cosign", "-p:OciArtifactSigningKeyVariable=OCIARTIFACTS_TESTS_MISSING",
        ]);
        Assert.AreSequenceEqual(["OCIA2022"], build.ErrorCodes.Distinct(), build.All);
        Assert.IsEmpty(registry.Tags("image"));
    }

    private static string[] ImageOf(TestRegistry registry, string baseTag = BaseImage.Tag) =>
    [
        "-t:PublishContainer", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=image", "-p:ContainerImageTag=1",
        $"-p:ContainerBaseImage={registry.Host}/{BaseImage.Repository}:{baseTag}",
    ];

    private async Task<SampleProject> ProjectAsync(TestRegistry registry, string more = "")
    {
        BaseImage.PutInto(registry);
        var sample = await NewAsync("App", ProjectFile.App(Project + more));
        sample.Write("Program.cs", "System.Console.WriteLine();");
        sample.Write("scan.sarif", """{"version":"2.1.0","runs":[]}""");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        sample.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        return sample;
    }

    private static string DigestOf(TestRegistry registry, string repository, string tag)
    {
        Assert.IsTrue(registry.TryGetManifest(repository, tag, out var bytes, out _));
        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
    }

    private async Task<IEnumerable<string>> TypesAsync(TestRegistry registry, string repository, string digest)
    {
        using var client = new LocalClient(null);
        using var list = JsonDocument.Parse(await client.GetByteArrayAsync(
            new Uri(registry.Address, $"/v2/{repository}/referrers/{digest}"), TestContext.CancellationToken));
        return [.. list.RootElement.GetProperty("manifests").EnumerateArray()
            .Select(entry => entry.GetProperty("artifactType").GetString()!)
            .Order(StringComparer.Ordinal)];
    }
}
