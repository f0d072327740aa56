using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>
/// One index of all kinds of entries: a manifest that is still to be packed, an artifact that was packed before, and a
/// manifest that another machine published. Each entry has a referrer of its own, and the index has one too.
/// </summary>
[TestClass]
public sealed class JoinedIndexTests : IDisposable
{
    private const string Parts = "me/parts";
    private const string Other = "me/other";
    private const string Type = "application/vnd.example.tool.v1";
    private const string Bill = "application/vnd.example.bill.v1";

    private static readonly Platform Linux = new("amd64", "linux");
    private static readonly Platform Windows = new("amd64", "windows");
    private static readonly Platform Mac = new("arm64", "darwin");

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task It_has_the_entries_in_their_order_and_the_referrers_of_each()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PublishAsync(peer);
        var artifact = await JoinAsync(mac, peer.Client.Repository(Parts), mac.Referrers);
        Assert.AreSequenceEqual([Linux, Windows, Mac], artifact.Index!.Manifests.Select(entry => entry.Platform));
        Assert.AreSequenceEqual(
            [EntrySource.Built, EntrySource.Built, EntrySource.Published], artifact.Entries.Select(entry => entry.Source));
        Assert.AreSequenceEqual([$"{peer.Registry.Host}/{Parts}"], artifact.Places);
        Assert.AreEqual(mac.Root.Digest, artifact.Entries[2].Content.Digest);

        // What was packed here, in the order of the index; the published manifest is not among it.
        Assert.AreSequenceEqual(
            artifact.Entries.Take(2).Select(entry => entry.Content.Digest), artifact.Manifests.Select(one => one.Content.Digest));
        Assert.AreSequenceEqual(
            SubjectsOf(artifact).Order(StringComparer.Ordinal),
            artifact.Referrers.Select(referrer => referrer.Subject.ToString()).Order(StringComparer.Ordinal));
    }

    [TestMethod]
    public async Task In_the_same_repository_the_published_entry_is_asked_for_once_and_nothing_of_it_is_sent()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PublishAsync(peer);
        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        var repository = client.Repository(Parts);
        var artifact = await JoinAsync(mac, repository);
        var requests = await RequestsOfCopyAsync(peer, artifact, repository);
        Assert.AreSequenceEqual(
            [$"HEAD /v2/{Parts}/manifests/{mac.Root.Digest} -> 200"], requests.Where(line => ContentsOf(mac).Any(line.Contains)));
        await AssertHasAllAsync(repository, artifact);
    }

    [TestMethod]
    public async Task In_another_repository_its_blobs_are_mounted_and_its_referrer_goes_along()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PublishAsync(peer);
        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        var repository = client.Repository(Other);
        var artifact = await JoinAsync(mac, client.Repository(Parts), ReferrersOf(mac));
        var requests = await RequestsOfCopyAsync(peer, artifact, repository);
        AssertMounted(requests, mac);
        await AssertHasAllAsync(repository, artifact);
    }

    [TestMethod]
    public async Task A_layout_gets_all_of_it()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PublishAsync(peer);
        var layout = new LayoutDirectory(_work["layout"]);
        var artifact = await JoinAsync(mac, peer.Client.Repository(Parts), ReferrersOf(mac));
        await CopyAsync(artifact, layout);
        await AssertHasAllAsync(new LayoutDirectory(_work["layout"]), artifact);
    }

    [TestMethod]
    [DataRow(Parts)]
    [DataRow(Other)]
    [DataRow("layout")]
    public async Task Another_process_opens_it_by_its_record_and_sends_it(string destination)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PublishAsync(peer);
        var packed = await JoinAsync(mac, peer.Client.Repository(Parts), destination == Parts ? [] : ReferrersOf(mac));
        var record = PackRecordTests.Exchanged(PackRecord.Of(packed, new Destination(peer.Registry.Host, Other, ["1.0"])));

        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        var places = new List<string>();
        var opened = record.Open(place =>
        {
            places.Add(place);
            return client.Repository(place[(place.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        });
        Assert.AreSequenceEqual([$"{peer.Registry.Host}/{Parts}"], places);
        Assert.AreSequenceEqual(packed.Entries, opened.Entries);
        Assert.AreSequenceEqual(packed.CopiedReferrers, opened.CopiedReferrers);

        IContentStore store = destination == "layout" ? new LayoutDirectory(_work["layout"]) : client.Repository(destination);
        var requests = await RequestsOfCopyAsync(peer, opened, store);
        if (destination == Other) AssertMounted(requests, mac);
        await AssertHasAllAsync((IReferrerSource)store, packed);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_index_that_is_an_entry_goes_along_with_its_own_entries(bool byRecord)
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PublishAsync(peer);
        var inner = await JoinAsync(mac, peer.Client.Repository(Parts), ReferrersOf(mac));
        var plan = new IndexPlan(Type, [new PlannedEntry(inner, platform: null), new PlannedEntry(Part("other"), Linux)])
        {
            Referrers = [BillOf("outer")],
        };
        var packed = await PackAsync(plan, "outer");
        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        var opened = byRecord
            ? PackRecordTests.Exchanged(PackRecord.Of(packed, new Destination(peer.Registry.Host, Other, ["1.0"])))
                .Open(_ => client.Repository(Parts))
            : packed;
        await CopyAsync(opened, client.Repository(Other));
        await AssertHasAllAsync(client.Repository(Other), packed);
        await AssertHasAllAsync(client.Repository(Other), inner, tag: null);
    }

    [TestMethod]
    public async Task It_has_the_digest_of_an_index_that_is_packed_at_once()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var mac = await PackAsync(Part("mac"), "elsewhere");
        var repository = peer.Client.Repository(Parts);
        await CopyAsync(mac, repository);

        // A registry resolves a tag to a descriptor without the artifact type.
        var resolved = await repository.ResolveAsync("1.0", CancellationToken.None);
        Assert.IsNull(resolved!.ArtifactType);
        var joined = await PackAsync(Both(new(PackedArtifact.Published(resolved, repository), Mac)), "packed");
        var built = await PackAsync(Both(new(Part("mac"), Mac)), "packed");
        Assert.AreEqual(Type, joined.Index!.Manifests[1].ArtifactType);
        Assert.AreEqual(built.Root.Digest, joined.Root.Digest);

        IndexPlan Both(PlannedEntry entry) => new("application/vnd.example.tools.v1", [new(Part("linux"), Linux), entry]);
    }

    [TestMethod]
    public async Task What_two_repositories_have_is_read_from_its_own()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var (mac, windows) = (await PackAsync(Part("mac"), "mac"), await PackAsync(Part("windows"), "windows"));
        await CopyAsync(mac, peer.Client.Repository("me/mac"));
        await CopyAsync(windows, peer.Client.Repository("me/windows"));
        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        var plan = new IndexPlan(
            "application/vnd.example.tools.v1",
            [
                new(PackedArtifact.Published(mac.Root, client.Repository("me/mac")), Mac),
                new(PackedArtifact.Published(windows.Root, client.Repository("me/windows")), Windows),
            ]);
        var packed = await PackAsync(plan, "packed");
        Assert.AreSequenceEqual([$"{peer.Registry.Host}/me/mac", $"{peer.Registry.Host}/me/windows"], packed.Places);
        var requests = await RequestsOfCopyAsync(peer, packed, client.Repository(Other));

        // The first repository is asked once for each content that only the second one has. Each blob is mounted from its own.
        Assert.AreSequenceEqual(
            [
                $"HEAD /v2/me/mac/blobs/{windows.Layers[0].Content.Digest} -> 404",
                $"HEAD /v2/me/mac/manifests/{windows.Root.Digest} -> 404",
            ],
            requests.Where(line => line.Contains(" /v2/me/mac/", StringComparison.Ordinal) && line.EndsWith("404", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        AssertMountedFrom("me%2Fmac", mac);
        AssertMountedFrom("me%2Fwindows", windows);

        void AssertMountedFrom(string repository, PackedArtifact artifact)
        {
            var mount = $"POST /v2/{Other}/blobs/uploads/?mount={artifact.Layers[0].Content.Digest}&from={repository} -> 201";
            Assert.Contains(mount, requests);
        }
    }

    private static void AssertMounted(IReadOnlyList<string> requests, PackedArtifact mac)
    {
        foreach (var layer in mac.AllManifests.SelectMany(one => one.Layers))
        {
            Assert.AreSequenceEqual(
                [
                    $"HEAD /v2/{Other}/blobs/{layer.Content.Digest} -> 404",
                    $"POST /v2/{Other}/blobs/uploads/?mount={layer.Content.Digest}&from=me%2Fparts -> 201",
                ],
                requests.Where(line => line.Contains(layer.Content.Digest.ToString(), StringComparison.Ordinal)));
        }

        // The copy reads a manifest for its children and again for the upload, and a referrer once. It never asks where content is.
        Assert.AreSequenceEqual(
            mac.Manifests.Concat(mac.AllManifests).Select(one => $"GET /v2/{Parts}/manifests/{one.Content.Digest} -> 200")
                .Order(StringComparer.Ordinal),
            requests.Where(line => line.Contains($" /v2/{Parts}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    /// <summary>Reads the root, everything that it names, and the referrers by their subjects.</summary>
    private static async Task AssertHasAllAsync(IReferrerSource store, PackedArtifact artifact, string? tag = "1.0")
    {
        var tagged = tag is null ? artifact.Root : await ((ITagResolver)store).ResolveAsync(tag, CancellationToken.None);
        Assert.AreEqual(artifact.Root.Digest, tagged?.Digest);
        await ReadGraphAsync(store, artifact.Root);
        foreach (var subject in SubjectsOf(artifact))
        {
            var listed = await store.ListReferrersAsync(Digest.Parse(subject), Bill, CancellationToken.None).ToListAsync();
            Assert.HasCount(1, listed, subject);
            await ReadGraphAsync(store, listed[0]);
        }
    }

    private static async Task ReadGraphAsync(IContentSource store, Descriptor content)
    {
        await store.ReadAllAsync(content, int.MaxValue, CancellationToken.None);
        foreach (var child in await store.ReadChildrenAsync(content, CancellationToken.None)) await ReadGraphAsync(store, child);
    }

    private static IEnumerable<string> SubjectsOf(PackedArtifact artifact) =>
        artifact.Entries.Select(entry => entry.Content).Append(artifact.Root).Select(subject => subject.Digest.ToString());

    // The empty config is left out: all manifests share it.
    private static IEnumerable<string> ContentsOf(PackedArtifact artifact) => artifact.AllManifests
        .SelectMany(one => one.Layers.Select(layer => layer.Content).Append(one.Content))
        .Select(content => content.Digest.ToString());

    // As a machine knows them that lists the referrers and has none of their files.
    private static IReadOnlyList<PackedReferrer> ReferrersOf(PackedArtifact artifact) =>
        [.. artifact.Referrers.Select(referrer => new PackedReferrer(referrer.Subject, referrer.Content))];

    private static async Task<IReadOnlyList<string>> RequestsOfCopyAsync(RegistryPeer peer, PackedArtifact artifact, IContentStore to)
    {
        peer.Registry.ClearRequests();
        await CopyAsync(artifact, to);
        return [.. peer.Requests.Select(request => request.ToString())];
    }

    private static async Task CopyAsync(PackedArtifact artifact, IContentStore to)
    {
        using var copy = new ContentCopy(artifact, to, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0"], artifact.CopiedReferrers, CancellationToken.None);
    }

    /// <summary>What another machine does: it pushes its part by digest, with a referrer.</summary>
    private async Task<PackedArtifact> PublishAsync(RegistryPeer peer)
    {
        var mac = await PackAsync(Part("mac"), "elsewhere");
        using var client = new RegistryClient(peer.Registry.Host, RegistryPeer.Anonymous);
        using var copy = new ContentCopy(mac, client.Repository(Parts), new ContentCopyOptions());
        await copy.CopyAsync(mac.Root, [], mac.CopiedReferrers, CancellationToken.None);
        return mac;
    }

    private async Task<PackedArtifact> JoinAsync(
        PackedArtifact published, RegistryRepository repository, IReadOnlyList<PackedReferrer>? referrers = null)
    {
        var windows = await PackAsync(Part("windows"), "packed");
        var plan = new IndexPlan(
            "application/vnd.example.tools.v1",
            [
                new PlannedEntry(Part("linux"), Linux),
                new PlannedEntry(windows, Windows),
                new PlannedEntry(PackedArtifact.Published(published.Root, repository, referrers), Mac),
            ])
        {
            Referrers = [BillOf("tools")],
        };
        return await PackAsync(plan, "packed");
    }

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan, string folder) =>
        new ArtifactPacker(_work[folder]).PackAsync(plan, CancellationToken.None);

    private ManifestPlan Part(string name) => new(
        Type, [PackedFiles.TarLayer("app", new PlannedFile(_work.Write($"source/{name}", name), name))])
    {
        Referrers = [BillOf(name)],
    };

    private ReferrerPromise BillOf(string name) => ReferrerPromise.Of(
        new ManifestPlan(Bill, [PackedFiles.RawLayer("bill", _work.Write($"source/{name}.bill", $"all of {name}"))]));
}
