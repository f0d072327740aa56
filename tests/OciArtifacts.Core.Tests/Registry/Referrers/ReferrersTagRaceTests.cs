using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Registry.Transport;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Referrers;

/// <summary>
/// Several clients change the list of referrers at the same time (distribution-spec 1.1.1, "Referrers Tag Schema").
/// </summary>
[TestClass]
public sealed class ReferrersTagRaceTests
{
    private readonly LeapingTime _time = new();

    private RegistryOptions Options => RegistryPeer.Anonymous with { Time = _time };

    [TestMethod]
    public async Task Somebody_who_was_faster_is_noticed_by_a_condition_and_both_are_listed()
    {
        Action race = static () => { };
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { NoReferrersApi = true, ETags = true, Fault = BeforePut(() => race()) }, Options);
        var (first, other, mine) = (peer.AddReferrer("first"), peer.AddReferrer("other"), peer.AddReferrer("mine"));
        await peer.AttachAsync(first);
        peer.Registry.AddManifest(RegistryPeer.Name, "other", MediaType.Manifest, await Content.Sample.ReadAsync(peer.Source, other));
        peer.Registry.ClearRequests();
        race = () => Write(peer, first, other);
        await peer.AttachAsync(mine);
        peer.AssertListed(first, other, mine);
        var (versions, puts) = (
            Etags(peer),
            peer.Requests.Where(request => request.Method == "PUT" && request.Path == Subjects.TagPath).ToArray());
        Assert.AreSequenceEqual([412, 201], puts.Select(put => put.Status));
        foreach (var put in puts) Assert.StartsWith("\"sha256:", put.Header("If-Match"), StringComparison.Ordinal);
        Assert.AreEqual(2, versions);
    }

    [TestMethod]
    public async Task A_registry_that_ignores_the_condition_is_asked_after_a_wait()
    {
        var reads = 0;
        Action race = static () => { };
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                NoReferrersApi = true,
                ETags = true,
                ConditionsIgnored = true,
                Fault = request =>
                {
                    if (request.Method == "GET" && request.Path == Subjects.TagPath && ++reads == 4) race();
                    return null;
                },
            },
            Options);
        var (first, other, mine) = (peer.AddReferrer("first"), peer.AddReferrer("other"), peer.AddReferrer("mine"));
        await peer.AttachAsync(first);
        peer.Registry.AddManifest(RegistryPeer.Name, "other", MediaType.Manifest, await Content.Sample.ReadAsync(peer.Source, other));
        var pausesBefore = _time.Pauses.Count;
        race = () =>
        {
            Assert.HasCount(pausesBefore + 1, _time.Pauses);
            Write(peer, first, other);
        };
        await peer.AttachAsync(mine);
        peer.AssertListed(first, other, mine);
        Assert.HasCount(pausesBefore + 2, _time.Pauses);
        foreach (var pause in _time.Pauses) Assert.IsGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(200), pause);
    }

    [TestMethod]
    public async Task A_list_that_somebody_overwrote_is_noticed_and_repaired()
    {
        var reads = 0;
        Action race = static () => { };
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            NoReferrersApi = true,
            Fault = request =>
            {
                if (request.Method == "GET" && request.Path == Subjects.TagPath && ++reads == 2) race();
                return null;
            },
        }, Options);
        var (other, mine) = (peer.AddReferrer("other"), peer.AddReferrer("mine"));
        peer.Registry.AddManifest(RegistryPeer.Name, "other", MediaType.Manifest, await Content.Sample.ReadAsync(peer.Source, other));
        race = () => Write(peer, other);
        await peer.AttachAsync(mine);
        peer.AssertListed(other, mine);
        Assert.AreEqual(3, reads);
        foreach (var request in peer.Requests) Assert.IsNull(request.Header("If-Match"));
    }

    [TestMethod]
    public async Task Two_clients_of_a_pool_take_turns()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = true }, Options);
        using var pool = new RegistryPool();
        var referrers = Enumerable.Range(0, 8).Select(number => peer.AddReferrer($"{number}")).ToArray();
        await Task.WhenAll(referrers.Select(referrer => pool.Client(peer.Registry.Host, Options)
            .Repository(RegistryPeer.Name).PutAsync(referrer, peer.Source, CancellationToken.None)));
        Assert.AreSequenceEqual(InOrder(referrers), InOrder(ImageIndex.Parse(peer.TagBytes()).Manifests));
        Assert.HasCount(8, peer.Lines("PUT").Where(path => path == Subjects.TagPath));
    }

    [TestMethod]
    public async Task A_list_that_others_change_all_the_time_is_given_up()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            NoReferrersApi = true,
            Fault = request => request.Method == "PUT" && request.Path == Subjects.TagPath ? FaultAnswer.Bare(412) : null,
        }, Options);
        var referrer = peer.AddReferrer("one");
        var failure = await Failure.WithAsync(OciErrorCode.ReferrersTag, () => peer.AttachAsync(referrer));
        Assert.Contains($"{referrer.Digest} was pushed", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"others change the tag {Subjects.SubjectTag} all the time", failure.Message, StringComparison.Ordinal);
        Assert.HasCount(20, peer.Lines("PUT").Where(path => path == Subjects.TagPath));
    }

    [TestMethod]
    public async Task A_weak_version_is_no_condition()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            NoReferrersApi = true,
            Fault = request => request.Method == "GET" ? new FaultAnswer
            {
                Status = 200,
                Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                {
                    ["ETag"] = "W/\"1\"",
                    ["Content-Type"] = MediaType.Index,
                },
                Body = """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""",
            }
            : null,
        }, Options);
        await Failure.WithAsync(OciErrorCode.ReferrersTag, () => peer.AttachAsync(peer.AddReferrer("one")));
        foreach (var request in peer.Requests) Assert.IsNull(request.Header("If-Match"));
    }

    private static IEnumerable<string> InOrder(IEnumerable<Descriptor> contents) =>
        contents.Select(content => content.Digest.ToString()).Order(StringComparer.Ordinal);

    private static int Etags(RegistryPeer peer) =>
        peer.Requests.Select(request => request.Header("If-Match"))
            .Where(version => version is not null)
            .Distinct(StringComparer.Ordinal)
            .Count();

    private static void Write(RegistryPeer peer, params Descriptor[] referrers) =>
        peer.Occupy(MediaType.Index, new ImageIndex(referrers).ToBytes());

    // Runs the action once, after a client has read the list and before it writes it.
    private static Func<RecordedRequest, FaultAnswer?> BeforePut(Action race)
    {
        var puts = 0;
        return request =>
        {
            if (request.Method == "PUT" && request.Path == Subjects.TagPath && ++puts == 2) race();
            return null;
        };
    }
}
