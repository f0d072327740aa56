using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Referrers;

/// <summary>Pushed referrers are listed (distribution-spec 1.1.1, "Pushing Manifests with Subject").</summary>
[TestClass]
public sealed class SubjectPushTests
{
    private static readonly TestRegistryOptions Without = new() { NoReferrersApi = true };

    [TestMethod]
    public async Task A_registry_that_keeps_the_list_is_left_to_it()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        await peer.AttachAsync(referrer);
        var put = $"PUT /v2/me/app/manifests/{referrer.Digest} -> 201";
        Assert.AreSequenceEqual([put, $"GET {Subjects.ListPath} -> 200", put], peer.Requests.Select(request => request.ToString()));
        Assert.IsEmpty(peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task What_is_attached_to_nothing_is_listed_nowhere()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        await peer.PushAsync(["1.0"], "layer");
        await peer.AttachAsync(peer.Source.Add(MediaType.Index, new ImageIndex([]).ToBytes()));
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
        Assert.IsEmpty(peer.Lines("GET"));
    }

    [TestMethod]
    public async Task Else_the_list_is_made_under_the_tag_and_looked_at()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        Assert.AreSequenceEqual(
            [
                $"PUT /v2/me/app/manifests/{referrer.Digest} -> 201",
                $"GET {Subjects.ListPath} -> 404",
                $"GET {Subjects.TagPath} -> 404",
                $"PUT {Subjects.TagPath} -> 201",
                $"GET {Subjects.TagPath} -> 200",
            ],
            peer.Requests.Select(request => request.ToString()));
        Assert.AreEqual(MediaType.Index, peer.Requests[3].ContentType);
        Assert.IsNull(peer.Requests[3].Header("If-Match"));
        var listed = ImageIndex.Parse(peer.TagBytes()).Manifests.Single();
        Assert.AreEqual((MediaType.Manifest, referrer.Digest, referrer.Size), (listed.MediaType, listed.Digest, listed.Size));
        Assert.AreEqual(Subjects.Signature, listed.ArtifactType);
        Assert.AreSequenceEqual(["name=one", "other=ö"], listed.Annotations!.Select(entry => $"{entry.Key}={entry.Value}"));
        Assert.AreEqual(0, listed.Data?.Length ?? 0);
    }

    [TestMethod]
    public async Task A_tagged_push_is_listed_too()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var referrer = peer.AddReferrer("one");
        await peer.Repository.TagAsync(referrer, peer.Source, "1.0", CancellationToken.None);
        peer.AssertListed(referrer);
    }

    [TestMethod]
    public async Task The_type_of_the_config_stands_in_for_the_type_of_the_artifact()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        await peer.AttachAsync(peer.AddReferrer("one", artifactType: null));
        Assert.AreEqual("application/vnd.example.config", ImageIndex.Parse(peer.TagBytes()).Manifests.Single().ArtifactType);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("application/vnd.example.set")]
    public async Task An_index_may_be_attached_and_need_not_have_a_type(string? artifactType)
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" };
        var index = new ImageIndex([]) { Subject = Subjects.Subject, ArtifactType = artifactType, Annotations = annotations };
        var referrer = peer.Source.Add(MediaType.Index, index.ToBytes());
        await peer.AttachAsync(referrer);
        var listed = ImageIndex.Parse(peer.TagBytes()).Manifests.Single();
        Assert.AreEqual(
            (MediaType.Index, referrer.Digest, referrer.Size, artifactType),
            (listed.MediaType, listed.Digest, listed.Size, listed.ArtifactType));
        Assert.AreEqual("b", listed.Annotations!["a"]);
    }

    [TestMethod]
    public async Task What_is_listed_already_stays_in_its_place_and_once()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var (one, two) = (peer.AddReferrer("one"), peer.AddReferrer("two"));
        foreach (var referrer in new[] { one, two, one }) await peer.AttachAsync(referrer);
        peer.AssertListed(one, two);
        Assert.HasCount(2, peer.Lines("PUT").Where(path => path == Subjects.TagPath));
    }

    [TestMethod]
    public async Task What_else_the_index_says_is_kept()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var other = peer.AddReferrer("other");
        await peer.AttachAsync(other);
        var listed = new ImageIndex([other with { ArtifactType = "a/b" }])
        {
            MediaType = null,
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["mine"] = "yes" },
        };
        peer.Occupy(MediaType.Index, listed.ToBytes());
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        var index = ImageIndex.Parse(peer.TagBytes());
        peer.AssertListed(other, referrer);
        Assert.AreEqual("a/b", index.Manifests[0].ArtifactType);
        Assert.AreEqual("yes", index.Annotations!["mine"]);
        Assert.AreEqual(MediaType.Index, index.MediaType);
    }

    [TestMethod]
    [DataRow(MediaType.Manifest)]
    [DataRow(MediaType.DockerManifest)]
    [DataRow(MediaType.DockerManifestList)]
    public async Task What_is_no_index_is_left_as_it_is(string mediaType)
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var (one, two) = (peer.AddReferrer("one"), peer.AddReferrer("two"));
        var bytes = mediaType == MediaType.DockerManifestList
            ? new ImageIndex([one]) { MediaType = mediaType }.ToBytes()
            : (Manifest.Parse(await Content.Sample.ReadAsync(peer.Source, one)) with { MediaType = mediaType }).ToBytes();
        peer.Occupy(mediaType, bytes);
        var failure = await Failure.WithAsync(OciErrorCode.ReferrersTag, () => peer.AttachAsync(two));
        string[] words =
            [two.Digest.ToString(), Subjects.Subject.Digest.ToString(), Subjects.SubjectTag, peer.Registry.Host, "left as it is"];
        foreach (var word in words)
        {
            Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        }

        Assert.AreSequenceEqual(bytes, peer.TagBytes());
        Assert.IsTrue(peer.Registry.TryGetManifest(RegistryPeer.Name, two.Digest.ToString(), out _, out _));
    }

    [TestMethod]
    public async Task A_tag_under_which_a_registry_finds_the_subject_itself_is_left_as_it_is()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var subject = new ImageIndex([]).ToBytes();
        var digest = Digest.Sha256(subject);
        peer.Registry.AddManifest(RegistryPeer.Name, $"sha256-{digest.Encoded}", MediaType.Index, subject);
        var referrer = peer.Source.Add(MediaType.Index, new ImageIndex([]) { Subject = Descriptor.Of(MediaType.Index, subject) }.ToBytes());
        await Failure.WithAsync(OciErrorCode.ReferrersTag, () => peer.AttachAsync(referrer));
        Assert.AreSequenceEqual([$"/v2/me/app/manifests/{referrer.Digest}"], peer.Lines("PUT"));
        Assert.IsEmpty(await ListAsync(peer, digest));
    }

    [TestMethod]
    public async Task What_was_attached_is_found_again()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        Assert.AreSequenceEqual([referrer.Digest], (await ListAsync(peer, Subjects.Subject.Digest)).Select(listed => listed.Digest));
    }

    [TestMethod]
    public async Task A_refusal_of_the_list_is_quoted()
    {
        await using var peer = await RegistryPeer.StartAsync(Without with
        {
            Fault = request => request.Method == "PUT" && request.Path == Subjects.TagPath ? FaultAnswer.Error(403, "DENIED") : null,
        });
        var failure = await Failure.WithAsync(OciErrorCode.Denied, () => peer.AttachAsync(peer.AddReferrer("one")));
        Assert.Contains($"PUT http://{peer.Registry.Host}{Subjects.TagPath}: 403", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<Descriptor>> ListAsync(RegistryPeer peer, Digest subject)
    {
        var all = new List<Descriptor>();
        await foreach (var referrer in peer.Repository.ListReferrersAsync(subject, null, CancellationToken.None)) all.Add(referrer);
        return all;
    }
}
