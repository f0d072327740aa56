using System.Text.Json;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests;

/// <summary>An app is pushed, twice again without a change, and once more after a change of one line.</summary>
[TestClass]
public sealed class RepeatedPushTests : SampleTests
{
    private const string Name = "consoleapp";
    private static readonly string[] Asking = ["-getProperty:OciArtifactDigest", "-getItem:GeneratedOciArtifact"];

    private static TestRegistry _registry = null!;
    private static SampleProject _sample = null!;
    private static Push _first = null!;
    private static Push _again = null!;
    private static Push _plain = null!;
    private static Push _changed = null!;

    [ClassInitialize]
    public static async Task PublishAsync(TestContext context)
    {
        _registry = await TestRegistry.StartAsync();
        _sample = await SampleProject.CopyOfAsync("ConsoleApp");
        _first = await PushAsync(Asking);
        _again = await PushAsync(Asking);
        _plain = await PushAsync([]);
        _sample.Edit("Program.cs", "{Greeting.For(\"world\")}", "{Greeting.For(\"registry\")}");
        _changed = await PushAsync([]);
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
    public void The_first_push_sends_every_layer_the_config_and_the_manifest_once()
    {
        Assert.AreSequenceEqual(_first.Report.LayerNames, _first.Report.LayersWithTransfer("uploaded"));
        var manifest = ManifestOf(_first);
        Assert.AreSequenceEqual(
            manifest.Layers.Append(manifest.Config).Select(content => content.Digest).Order(StringComparer.Ordinal),
            _first.UploadedBlobs.Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual([$"/v2/{Name}/manifests/1.2.3"], _first.PutManifests);
        Assert.AreEqual(_first.Requests.Count, _first.Report.Requests);
    }

    [TestMethod]
    public void Without_a_change_one_request_asks_for_the_tag_and_nothing_is_sent()
    {
        foreach (var push in (Push[])[_again, _plain])
        {
            Assert.AreSequenceEqual([$"HEAD /v2/{Name}/manifests/1.2.3 -> 200"], push.Requests.Select(request => request.ToString()));
            Assert.AreEqual(1, push.Report.Requests);
            Assert.AreEqual(0, push.Report.BytesUploaded);
            Assert.AreSequenceEqual(push.Report.LayerNames, push.Report.LayersWithTransfer("present"));
        }
    }

    [TestMethod]
    public void Without_a_change_the_report_says_what_that_of_the_full_run_said()
    {
        Assert.AreEqual(_first.Report.Digest, _again.Report.Digest);
        Assert.AreSequenceEqual(_first.Report.LayerFacts, _again.Report.LayerFacts);
        Assert.AreSequenceEqual(_first.Report.Tags, _again.Report.Tags);
        Assert.IsTrue(_first.Report.Pushed && _again.Report.Pushed);
        foreach (var name in (string[])["registry", "repository", "mediaType", "artifactType", "platform"])
            Assert.AreEqual(_first.Report.Text(name), _again.Report.Text(name));
    }

    [TestMethod]
    public void Property_and_item_can_be_asked_for_on_the_first_run_and_on_one_without_a_change()
    {
        using var answer = JsonDocument.Parse(_first.Build.Output);
        using var again = JsonDocument.Parse(_again.Build.Output);
        var digest = answer.RootElement.GetProperty("Properties").GetProperty("OciArtifactDigest").GetString();
        Assert.AreEqual(_first.Report.Digest, digest);
        var item = answer.RootElement.GetProperty("Items").GetProperty("GeneratedOciArtifact").EnumerateArray().Single();
        Assert.AreEqual($"{_registry.Host}/{Name}@{digest}", item.GetProperty("Identity").GetString());
        Assert.AreEqual(
            (digest, OciManifest.Type, "application/vnd.ociartifacts.dotnet-app.v1", "1.2.3", "net10.0", "true"),
            (Of("Digest"), Of("MediaType"), Of("ArtifactType"), Of("Tags"), Of("TargetFramework"), Of("Pushed")));
        Assert.IsTrue(JsonElement.DeepEquals(answer.RootElement, again.RootElement), again.RootElement.ToString());
        string? Of(string name) => item.GetProperty(name).GetString();
    }

    [TestMethod]
    public void The_last_line_says_where_the_artifact_is() => Assert.AreEqual(
        $"ConsoleApp -> {_registry.Host}/{Name}:1.2.3@{_plain.Report.Digest}", _plain.Build.Lines[^1]);

    [TestMethod]
    public void Nothing_is_written_to_a_layout_that_nobody_asked_for() => Assert.IsFalse(Directory.Exists(_sample.LayoutFolder));

    [TestMethod]
    public void A_change_of_one_line_sends_the_app_its_symbols_and_the_manifest_alone()
    {
        Assert.AreSequenceEqual(["symbols", "app"], _changed.Report.LayersWithTransfer("uploaded"));
        Assert.AreSequenceEqual(["packages", "projects", "resources.de", "resources.fr"], _changed.Report.LayersWithTransfer("present"));
        var (before, after) = (ManifestOf(_first), ManifestOf(_changed));
        var changed = after.Layers.Append(after.Config)
            .Except(before.Layers.Append(before.Config), SameDigest)
            .Select(content => content.Digest);
        Assert.AreSequenceEqual(changed.Order(StringComparer.Ordinal), _changed.UploadedBlobs.Order(StringComparer.Ordinal));
        Assert.HasCount(2, _changed.UploadedBlobs);
        Assert.HasCount(1, _changed.PutManifests);
        Assert.AreNotEqual(_first.Report.Digest, _changed.Report.Digest);
    }

    private static readonly IEqualityComparer<OciDescriptor> SameDigest =
        EqualityComparer<OciDescriptor>.Create(
            (left, right) => left?.Digest == right?.Digest,
            content => content.Digest.GetHashCode(StringComparison.Ordinal));

    private static OciManifest ManifestOf(Push push)
    {
        Assert.IsTrue(_registry.TryGetManifest(Name, push.Report.Digest, out var bytes, out _));
        return OciManifest.Parse(bytes);
    }

    private static async Task<Push> PushAsync(string[] asking)
    {
        _registry.ClearRequests();
        var build = await _sample.PublishAsync([$"-p:OciArtifactRegistry={_registry.Host}", .. asking]);
        return new Push(build, _sample.Report, _registry.Requests);
    }

    private sealed record Push(BuildResult Build, ReportReader Report, IReadOnlyList<RecordedRequest> Requests)
    {
        public IReadOnlyList<string> UploadedBlobs => [.. Requests
            .Where(request => request.Method == "PUT" && request.Path.Contains("/blobs/uploads/", StringComparison.Ordinal))
            .Select(request => request.Query.Split('&').Single(part => part.StartsWith("digest=", StringComparison.Ordinal)))
            .Select(part => Uri.UnescapeDataString(part["digest=".Length..]))];

        public IReadOnlyList<string> PutManifests => [.. Requests
            .Where(request => request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal))
            .Select(request => request.Path)];
    }
}
