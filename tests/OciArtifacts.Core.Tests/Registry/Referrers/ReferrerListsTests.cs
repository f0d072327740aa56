using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Referrers;

/// <summary>Registries that say one thing about their lists of referrers and do another, and referrers that replace older ones.</summary>
[TestClass]
public sealed class ReferrerListsTests
{
    private static readonly TestRegistryOptions Without = new() { NoReferrersApi = true };

    [TestMethod]
    public async Task A_registry_that_answers_with_the_subject_and_has_no_list_gets_the_tag()
    {
        await using var peer = await RegistryPeer.StartAsync(Without with { AnswersSubject = true });
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        peer.AssertListed(referrer);
    }

    [TestMethod]
    public async Task A_registry_with_lists_that_does_not_answer_with_the_subject_gets_the_tag_too()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { AnswersSubject = false });
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        peer.AssertListed(referrer);
    }

    [TestMethod]
    [DataRow("http://127.0.0.1:9/somewhere")]
    [DataRow("/v1/somewhere")]
    public async Task A_redirect_of_the_question_to_another_address_is_not_followed(string location)
    {
        await using var peer = await RegistryPeer.StartAsync(Without with
        {
            Fault = request => request.Path == Subjects.ListPath ? Redirect(location)
                : request.Path == "/v1/somewhere" ? FaultAnswer.Error(429, "TOOMANYREQUESTS") : null,
        });
        var referrer = peer.AddReferrer("one");
        await peer.AttachAsync(referrer);
        peer.AssertListed(referrer);
        var listed = await peer.Repository.ListReferrersAsync(Subjects.Subject.Digest, null, CancellationToken.None)
            .ToListAsync(CancellationToken.None);
        Assert.AreEqual(referrer.Digest, listed.Single().Digest);
        Assert.DoesNotContain("/v1/somewhere", peer.Requests.Select(request => request.Path));
    }

    [TestMethod]
    public async Task The_registry_is_asked_once_for_each_repository()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        foreach (var name in new[] { "one", "two", "three" }) await peer.AttachAsync(peer.AddReferrer(name));
        Assert.HasCount(1, peer.Lines("GET").Where(path => path == Subjects.ListPath));
    }

    [TestMethod]
    public async Task All_referrers_of_a_copy_change_the_tag_once()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        Descriptor[] referrers = [.. Enumerable.Range(0, 5).Select(number => peer.AddReferrer($"{number}"))];
        await CopyAsync(peer, referrers);
        Assert.HasCount(1, peer.Lines("PUT").Where(path => path == Subjects.TagPath));
        peer.AssertListed(referrers);
    }

    // An earlier copy stopped between the manifest and the list.
    [TestMethod]
    public async Task A_referrer_that_exists_and_is_not_listed_is_listed_by_the_next_copy()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var root = await peer.PushAsync(["1.0"], "layer");
        var referrer = peer.AddReferrer("one");
        peer.Registry.AddManifest(
            RegistryPeer.Name, referrer.Digest.ToString(), MediaType.Manifest, await Content.Sample.ReadAsync(peer.Source, referrer));
        using var copy = new ContentCopy(peer.Source, peer.Repository, new ContentCopyOptions());
        await copy.CopyAsync(root, ["1.0"], [new CopiedReferrer(referrer)], CancellationToken.None);
        peer.AssertListed(referrer);
        Assert.DoesNotContain($"/v2/me/app/manifests/{referrer.Digest}", peer.Lines("PUT"));
    }

    [TestMethod]
    public async Task A_referrer_of_the_same_type_and_producer_takes_the_place_of_the_older_one_under_the_tag()
    {
        await using var peer = await RegistryPeer.StartAsync(Without);
        var (old, other) = (peer.AddReferrer("old", producer: "scanner"), peer.AddReferrer("other", producer: "other scanner"));
        var (otherType, plain) = (peer.AddReferrer("type", "a/b", producer: "scanner"), peer.AddReferrer("plain"));
        await CopyAsync(peer, old, other, otherType, plain);
        var next = peer.AddReferrer("new", producer: "scanner");
        await CopyAsync(peer, next);
        peer.AssertListed(other, otherType, plain, next);
        await CopyAsync(peer, next);
        peer.AssertListed(other, otherType, plain, next);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Two_referrers_of_one_copy_do_not_replace_each_other(bool hasLists)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = !hasLists });
        var (one, two) = (peer.AddReferrer("one", producer: "scanner"), peer.AddReferrer("two", producer: "scanner"));
        await CopyAsync(peer, one, two);
        await CopyAsync(peer, one, two);
        Assert.HasCount(2, await peer.Repository.ListReferrersAsync(Subjects.Subject.Digest, null, CancellationToken.None)
            .ToListAsync(CancellationToken.None));
        Assert.IsEmpty(peer.Lines("DELETE"));
    }

    [TestMethod]
    public async Task A_registry_with_lists_deletes_the_older_one()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var (old, other) = (peer.AddReferrer("old", producer: "scanner"), peer.AddReferrer("other", producer: "other scanner"));
        await CopyAsync(peer, old, other);
        var next = peer.AddReferrer("new", producer: "scanner");
        await CopyAsync(peer, next);
        Assert.AreSequenceEqual([$"/v2/me/app/manifests/{old.Digest}"], peer.Lines("DELETE"));
        Assert.AreSequenceEqual(
            new[] { other, next }.Select(one => one.Digest).OrderBy(digest => digest.ToString(), StringComparer.Ordinal),
            (await peer.Repository.ListReferrersAsync(Subjects.Subject.Digest, null, CancellationToken.None)
                .ToListAsync(CancellationToken.None)).Select(one => one.Digest));
    }

    [TestMethod]
    [DataRow(405)]
    [DataRow(401)]
    [DataRow(403)]
    public async Task An_older_one_that_must_not_be_deleted_stays_and_a_warning_says_so(int status)
    {
        var events = new List<RegistryEvent>();
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "DELETE" ? FaultAnswer.Error(status, "UNSUPPORTED") : null },
            RegistryPeer.Anonymous with { Report = events.Add });
        var old = peer.AddReferrer("old", producer: "scanner");
        await CopyAsync(peer, old);
        await CopyAsync(peer, peer.AddReferrer("new", producer: "scanner"));
        Assert.Contains($"The older referrer {old.Digest} stays", events.Single().Message, StringComparison.Ordinal);
    }

    // The root is a manifest that the registry has; the referrers have a subject of their own.
    private static async Task CopyAsync(RegistryPeer peer, params Descriptor[] referrers)
    {
        var root = await peer.PushAsync(["1.0"], "layer");
        using var copy = new ContentCopy(peer.Source, peer.Repository, new ContentCopyOptions());
        await copy.CopyAsync(root, [], [.. referrers.Select(referrer => new CopiedReferrer(referrer))], CancellationToken.None);
    }

    private static FaultAnswer Redirect(string location) => new()
    {
        Status = 307,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Location"] = location },
    };
}
