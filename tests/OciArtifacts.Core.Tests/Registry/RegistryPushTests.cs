using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Packing;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>The requests of a push (distribution-spec 1.1.1, "Push").</summary>
[TestClass]
public sealed class RegistryPushTests
{
    private const string Blobs = "/v2/me/app/blobs/", Manifests = "/v2/me/app/manifests/";

    [TestMethod]
    [DataRow(ImageSpecVersion.V1_1)]
    [DataRow(ImageSpecVersion.V1_0)]
    public async Task A_packed_artifact_arrives_whole(ImageSpecVersion version)
    {
        using var work = new WorkFolder();
        await using var peer = await RegistryPeer.StartAsync();
        var file = new PlannedFile(work.Write("a.txt", Sample.Bytes(100_000)), "folder/a.txt");
        PlannedLayer[] layers =
        [
            new("tar", MediaType.LayerGzip, LayerFormat.Tar, [file]) { Compression = LayerCompression.Gzip, IsUnpackedByOras = true },
            new("raw", "text/plain", LayerFormat.Raw, [file]),
            new("empty", "text/plain", LayerFormat.Raw, [new PlannedFile(work.Write("empty", ""), "")]),
        ];
        var artifact = await new ArtifactPacker(work["packed"]).PackAsync(
            new ManifestPlan("application/vnd.example.v1", layers) { ImageSpec = version }, CancellationToken.None);
        using var copy = new ContentCopy(artifact, peer.Repository, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0"], CancellationToken.None);

        Assert.IsTrue(peer.Registry.TryGetManifest(RegistryPeer.Name, "1.0", out var bytes, out var mediaType));
        Assert.AreEqual(artifact.Root.Digest, Digest.Sha256(bytes));
        Assert.AreEqual(MediaType.Manifest, mediaType);
        foreach (var content in artifact.Manifest.Layers.Append(artifact.Manifest.Config))
        {
            Assert.IsTrue(peer.Registry.TryGetBlob(RegistryPeer.Name, content.Digest.ToString(), out var blob));
            Assert.AreSequenceEqual(await Sample.ReadAsync(artifact, content), blob);
        }
    }

    [TestMethod]
    public async Task An_index_is_put_behind_its_manifests()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var manifest = Sample.Manifest(peer.Source, "m", Sample.Blob(peer.Source, "layer"));
        var index = Sample.Index(peer.Source, manifest);
        using var copy = new ContentCopy(peer.Source, peer.Repository, new ContentCopyOptions());
        await copy.CopyAsync(index, ["1.0"], CancellationToken.None);
        Assert.AreSequenceEqual([Manifests + manifest.Digest, Manifests + "1.0"], PutManifests(peer));
        Assert.IsTrue(peer.Registry.TryGetManifest(RegistryPeer.Name, "1.0", out _, out var mediaType));
        Assert.AreEqual(MediaType.Index, mediaType);
    }

    [TestMethod]
    public async Task The_first_push_asks_for_each_blob_and_uploads_it()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var root = await peer.PushAsync(["1.0"], "layer");
        var layer = Digest.Sha256("layer"u8);
        Assert.AreSequenceEqual(
            [
                $"HEAD {Manifests}1.0", $"HEAD {Manifests}{root.Digest}",
                $"HEAD {Blobs}{Descriptor.Empty.Digest}", $"POST {Blobs}uploads/", $"PUT {Blobs}uploads/*",
                $"HEAD {Blobs}{layer}", $"POST {Blobs}uploads/", $"PUT {Blobs}uploads/*",
                $"PUT {Manifests}1.0",
            ],
            peer.Requests.Select(request => $"{request.Method} {WithoutSession(request)}"));
        Assert.AreEqual(peer.Requests.Count, peer.Client.Requests);
    }

    [TestMethod]
    public async Task A_push_that_changes_nothing_sends_one_request()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.0"], "layer");
        peer.Registry.ClearRequests();
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual([$"HEAD {Manifests}1.0 -> 200"], peer.Requests.Select(request => request.ToString()));
    }

    [TestMethod]
    public async Task Another_tag_of_what_is_there_puts_the_manifest_alone()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.0"], "layer");
        peer.Registry.ClearRequests();
        await peer.PushAsync(["latest"], "layer");
        Assert.AreSequenceEqual([Manifests + "latest"], peer.Lines("PUT"));
        Assert.IsEmpty(peer.Lines("POST"));
    }

    [TestMethod]
    public async Task A_blob_that_is_there_is_not_uploaded()
    {
        await using var peer = await RegistryPeer.StartAsync();
        peer.Registry.AddBlob(RegistryPeer.Name, "layer"u8.ToArray());
        peer.Registry.AddBlob(RegistryPeer.Name, "{}"u8.ToArray());
        await peer.PushAsync(["1.0"], "layer");
        Assert.IsEmpty(peer.Lines("POST"));
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task Each_of_several_tags_is_one_put()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.2.3", "1.2", "latest"], "layer");
        Assert.AreSequenceEqual(
            [Manifests + "1.2.3", Manifests + "1.2", Manifests + "latest"], PutManifests(peer));
        Assert.AreSequenceEqual(["1.2", "1.2.3", "latest"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task The_content_type_of_a_manifest_is_exactly_its_media_type()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreEqual(MediaType.Manifest, peer.Requests[^1].ContentType);
    }

    [TestMethod]
    public async Task A_blob_is_sent_as_bytes_of_a_length_behind_an_empty_post()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PutBlobAsync("layer");
        Assert.AreEqual(0, peer.Requests[0].ContentLength);
        Assert.AreEqual("application/octet-stream", peer.Requests[1].ContentType);
        Assert.AreEqual(5, peer.Requests[1].ContentLength);
        Assert.AreEqual(5, peer.Requests[1].BodyBytes);
    }

    [TestMethod]
    public async Task Manifests_are_asked_for_by_all_their_types()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.Repository.ResolveAsync("1.0", CancellationToken.None);
        Assert.AreEqual(
            $"{MediaType.Manifest}, {MediaType.Index}, {MediaType.DockerManifest}, {MediaType.DockerManifestList}",
            peer.Requests[0].Header("Accept"));
    }

    [TestMethod]
    public async Task Every_request_says_who_sends_it()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.0"], "layer");
        foreach (var request in peer.Requests) Assert.StartsWith("OciArtifacts/", request.Header("User-Agent"), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_registry_that_answers_204_to_a_put_has_it_too()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { PutAnswers204 = true });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task A_file_that_changed_after_packing_does_not_arrive()
    {
        using var work = new WorkFolder();
        await using var peer = await RegistryPeer.StartAsync();
        var layer = new PlannedLayer("l", "a/b", LayerFormat.Raw, [new PlannedFile(work.Write("file", "abc"), "")]);
        var artifact = await new ArtifactPacker(work["packed"]).PackAsync(new ManifestPlan("a/b", [layer]), CancellationToken.None);
        work.Write("file", "abd");
        using var copy = new ContentCopy(artifact, peer.Repository, new ContentCopyOptions());
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => copy.CopyAsync(artifact.Root, ["1.0"], CancellationToken.None));
        Assert.IsFalse(peer.Registry.HasBlob(RegistryPeer.Name, artifact.Layers[0].Content.Digest.ToString()));
        Assert.IsEmpty(peer.Registry.Tags(RegistryPeer.Name));
    }

    private static IEnumerable<string> PutManifests(RegistryPeer peer) =>
        peer.Lines("PUT").Where(path => path.StartsWith(Manifests, StringComparison.Ordinal));

    private static string WithoutSession(RecordedRequest request)
    {
        var isSession = request.Method == "PUT" && request.Path.StartsWith(Blobs + "uploads/", StringComparison.Ordinal);
        return isSession ? Blobs + "uploads/*" : request.Path;
    }
}
