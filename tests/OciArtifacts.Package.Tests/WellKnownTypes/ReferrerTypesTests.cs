using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.WellKnownTypes;

/// <summary>
/// Referrers of an app, found by its digest in the registry, like a scanner or an admission controller, and in a
/// layout.
/// </summary>
[TestClass]
public sealed class ReferrerTypesTests : SampleTests
{
    private static readonly string[] Types =
    [
        "application/spdx+json", "application/vnd.cyclonedx+json", "application/vnd.in-toto+json", "application/sarif+json",
        "application/vnd.contoso.notes.v1",
    ];

    private static TestRegistry _registry = null!;
    private static SampleProject _sample = null!;

    [ClassInitialize]
    public static async Task PublishAsync(TestContext context)
    {
        _registry = await TestRegistry.StartAsync();
        _sample = await SampleProject.CopyOfAsync("ContosoReports");
        await _sample.PublishAsync($"-p:OciArtifactRegistry={_registry.Host}", $"-p:OciArtifactLayoutDirectory={_sample["oci"]}");
    }

    [ClassCleanup]
    public static async Task DeleteAsync()
    {
        _sample?.Dispose();
        if (_registry is not null) await _registry.DisposeAsync();
    }

    [TestInitialize]
    public void Share() => Shared(_sample);

    [TestMethod]
    public async Task The_registry_lists_them_by_the_digest_of_the_app_with_what_they_say_of_themselves()
    {
        using var client = new LocalClient(null);
        using var list = JsonDocument.Parse(await client.GetByteArrayAsync(
            new Uri(_registry.Address, $"/v2/contosoreports/referrers/{_sample.Report.Digest}"), TestContext.CancellationToken));

        // A registry may list referrers in any order.
        var listed = list.RootElement.GetProperty("manifests").EnumerateArray()
            .ToDictionary(entry => entry.GetProperty("digest").GetString()!, StringComparer.Ordinal);
        Assert.HasCount(Types.Length, listed);
        foreach (var (type, digest) in _sample.Report.Referrers)
        {
            Assert.AreEqual(type, listed[digest].GetProperty("artifactType").GetString());
        }

        Assert.AreSequenceEqual(Types, _sample.Report.Referrers.Select(referrer => referrer.Type));
        Assert.AreEqual(
            "nightly",
            listed[_sample.Report.Referrers[3].Digest].GetProperty("annotations").GetProperty("com.contoso.analysis").GetString());
        Assert.AreSequenceEqual(["1.0.0"], _registry.Tags("contosoreports"));
    }

    [TestMethod]
    public void They_are_there_before_the_tag_is()
    {
        var puts = _registry.Requests
            .Where(request => request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal))
            .Select(request => request.Path.Split('/')[^1])
            .ToList();

        // They are pushed at the same time.
        Assert.AreEqual((_sample.Report.Digest, "1.0.0"), (puts[0], puts[^1]));
        Assert.AreSequenceEqual(
            _sample.Report.Referrers.Select(referrer => referrer.Digest).Order(StringComparer.Ordinal),
            puts[1..^1].Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public void A_layout_has_each_with_the_file_as_its_only_layer()
    {
        var layout = LayoutReader.Open(_sample["oci"]);
        Assert.AreSequenceEqual(["1.0.0"], layout.Tags);
        Assert.AreSequenceEqual(Types, layout.Attached.Select(manifest => manifest.ArtifactType));
        foreach (var manifest in layout.Attached)
        {
            Assert.AreEqual(
                (OciManifest.Type, layout.Root.Digest, layout.Root.Size),
                (manifest.Subject!.MediaType, manifest.Subject.Digest, manifest.Subject.Size));
            Assert.AreEqual("application/vnd.oci.empty.v1+json", manifest.Config.MediaType);
            var layer = manifest.Layers.Single();
            Assert.AreEqual(manifest.ArtifactType == Types[^1] ? "text/plain" : manifest.ArtifactType, layer.MediaType);
            Assert.AreSequenceEqual(File.ReadAllBytes(_sample[$"reports/{layer.Title}"]), layout.Read(layer));
        }
    }

    [TestMethod]
    public void A_statement_is_found_by_what_it_states()
    {
        var statement = LayoutReader.Open(_sample["oci"]).Attached
            .Single(manifest => manifest.ArtifactType == "application/vnd.in-toto+json");
        Assert.AreEqual("https://slsa.dev/provenance/v1", statement.Layers[0].Annotations["in-toto.io/predicate-type"]);
    }
}
