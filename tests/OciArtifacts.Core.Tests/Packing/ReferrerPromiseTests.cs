using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>
/// Referrers that are declared before their subject exists. The packer makes them when the digest is known.
/// </summary>
[TestClass]
public sealed class ReferrerPromiseTests : IDisposable
{
    private const string Signature = "application/vnd.example.signature.v1";
    private const string Bill = "application/vnd.example.bill.v1";

    private static readonly Platform Linux = new("amd64", "linux");
    private static readonly Platform Mac = new("arm64", "darwin");

    private readonly WorkFolder _work = new();
    private int _made;

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task A_promise_gets_the_digest_of_the_root_and_the_manifest_refers_to_it()
    {
        var artifact = await PackAsync(App() with { Referrers = [Signing()] });
        var referrer = artifact.Referrers.Single();
        Assert.AreEqual(artifact.Root.Digest, referrer.Subject);
        Assert.AreEqual(artifact.Root.Digest, referrer.Manifest!.Manifest.Subject!.Digest);
        Assert.AreEqual(Signature, referrer.Content.ArtifactType);
        StringAssert.StartsWith(await TextOfAsync(artifact, referrer), artifact.Root.Digest.ToString());
    }

    [TestMethod]
    [DataRow("root", 1)]
    [DataRow("entries", 2)]
    [DataRow("all", 3)]
    public async Task The_selector_says_which_manifests_of_an_index_get_one(string selector, int count)
    {
        var promise = Signing() with { Selector = Selector(selector) };
        var artifact = await PackAsync(Index() with { Referrers = [promise] });
        Assert.HasCount(count, artifact.Referrers);
        Descriptor[] subjects = selector switch
        {
            "root" => [artifact.Root],
            "entries" => [.. artifact.Entries.Select(entry => entry.Content)],
            _ => [artifact.Root, .. artifact.Entries.Select(entry => entry.Content)],
        };
        Assert.AreSequenceEqual(subjects.Select(subject => subject.Digest), artifact.Referrers.Select(referrer => referrer.Subject));
        Assert.AreEqual(selector, promise.Selector.ToString());
    }

    [TestMethod]
    [DataRow("root")]
    [DataRow("entries")]
    [DataRow("all")]
    public async Task An_artifact_of_one_manifest_gets_one_of_each_promise(string selector) =>
        Assert.HasCount(1, (await PackAsync(App() with { Referrers = [Signing() with { Selector = Selector(selector) }] })).Referrers);

    [TestMethod]
    public async Task A_referrer_of_an_entry_is_packed_with_the_index()
    {
        var own = App() with { Referrers = [ReferrerPromise.Of(BillOf("linux"))] };
        var artifact = await PackAsync(new IndexPlan("a/b", [new(own, Linux), new(App(), Mac)]));
        Assert.AreEqual(artifact.Entries[0].Content.Digest, artifact.Referrers.Single().Subject);
    }

    [TestMethod]
    public async Task A_referrer_of_a_referrer_is_made_behind_it()
    {
        var signsBills = Signing() with { Selector = ReferrerSelector.ReferrersOf(Bill) };
        var artifact = await PackAsync(App() with { Referrers = [ReferrerPromise.Of(BillOf("app")), signsBills] });
        Assert.AreSequenceEqual([Bill, Signature], artifact.Referrers.Select(referrer => referrer.Content.ArtifactType));
        Assert.AreEqual(artifact.Referrers[0].Content.Digest, artifact.Referrers[1].Subject);
        Assert.AreEqual(artifact.Referrers[0].Content.Digest, artifact.Referrers[1].Manifest!.Manifest.Subject!.Digest);
        var store = new MemoryStore();
        using var copy = new ContentCopy(artifact, store, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1"], artifact.ReferrerContents, CancellationToken.None);
        foreach (var content in artifact.Contents) await Sample.ReadAsync(store, content);
    }

    [TestMethod]
    public async Task A_producer_that_has_nothing_for_a_subject_makes_no_referrer()
    {
        var promise = new ReferrerPromise(Signature, (_, _) => Task.FromResult<ArtifactPart?>(null));
        Assert.IsEmpty((await PackAsync(App() with { Referrers = [promise] })).Referrers);
    }

    [TestMethod]
    public async Task A_referrer_that_is_not_reproducible_is_kept_as_long_as_its_subject_is_the_same()
    {
        var plan = App() with { Referrers = [Signing() with { ProducerKey = "key 1" }] };
        var first = await PackAsync(plan);
        var again = await PackAsync(plan, RecordOf(first));
        Assert.AreEqual(first.Referrers[0].Content.Digest, again.Referrers[0].Content.Digest);
        Assert.AreEqual(1, _made);
        await Sample.ReadAsync(again, again.Referrers[0].Manifest!.Layers[0].Content);
    }

    [TestMethod]
    [DataRow("another subject")]
    [DataRow("another key")]
    [DataRow("its file is gone")]
    [DataRow("its file has changed")]
    [DataRow("reproducible")]
    public async Task It_is_made_anew_where_something_else_would_come_out(string what)
    {
        var promise = Signing() with { ProducerKey = what == "reproducible" ? null : "key 1" };
        var first = await PackAsync(App() with { Referrers = [promise] });
        var file = first.Referrers[0].Manifest!.Layers[0].Path;
        var record = RecordOf(first);
        var text = "app";
        switch (what)
        {
            case "another subject": text = "changed"; break;
            case "another key": promise = promise with { ProducerKey = "key 2" }; break;
            case "its file is gone": File.Delete(file); break;
            case "its file has changed": File.WriteAllText(file, "damaged"); break;
        }

        var again = await PackAsync(App(text) with { Referrers = [promise] }, record);
        Assert.AreEqual(2, _made);
        Assert.AreNotEqual(first.Referrers[0].Content.Digest, again.Referrers[0].Content.Digest);
        StringAssert.StartsWith(await TextOfAsync(again, again.Referrers[0]), again.Root.Digest.ToString());
    }

    [TestMethod]
    public async Task What_another_program_made_is_taken_over_with_its_content()
    {
        Descriptor? made = null;
        var promise = new ReferrerPromise(Signature, async (subject, cancellation) =>
        {
            var (artifact, store) = await ForeignAsync(subject.Content, cancellation);
            made = artifact.Root;
            return ArtifactPart.Of(PackedArtifact.Published(artifact.Root, store));
        });
        var artifact = await PackAsync(App() with { Referrers = [promise] });
        Assert.AreEqual(made!.Digest, artifact.Referrers.Single().Content.Digest);

        // The store of the producer may be gone when the push runs, so the record has all of the referrer.
        var opened = PackRecordTests.Recorded(artifact);
        foreach (var content in opened.Contents) await Sample.ReadAsync(opened, content);
    }

    [TestMethod]
    public async Task What_refers_to_something_else_is_refused()
    {
        var promise = new ReferrerPromise(Signature, async (_, cancellation) =>
        {
            var (artifact, store) = await ForeignAsync(Descriptor.Of(MediaType.Manifest, "{}"u8), cancellation);
            return ArtifactPart.Of(PackedArtifact.Published(artifact.Root, store));
        });
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => PackAsync(App() with { Referrers = [promise] }));
        StringAssert.Contains(failure.Message, Signature);
    }

    [TestMethod]
    public async Task A_title_that_leads_out_is_refused_of_a_produced_layer_too()
    {
        var layer = PlannedLayer.OfBytes("s", "text/plain", "s"u8.ToArray()) with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "../up" },
        };
        var promise = new ReferrerPromise(Signature, (_, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan(Signature, [layer]))));
        await Failure.WithAsync(OciErrorCode.InvalidName, () => PackAsync(App() with { Referrers = [promise] }));
    }

    private static ReferrerSelector Selector(string name) => name switch
    {
        "root" => ReferrerSelector.Root,
        "entries" => ReferrerSelector.Entries,
        _ => ReferrerSelector.All,
    };

    private static async Task<string> TextOfAsync(PackedArtifact artifact, PackedReferrer referrer) =>
        Encoding.UTF8.GetString(await Sample.ReadAsync(artifact, referrer.Manifest!.Manifest.Layers.Single()));

    private static PackRecord RecordOf(PackedArtifact artifact) =>
        PackRecordTests.Exchanged(PackRecord.Of(artifact, new Destination(null, "app", [])));

    // A signer returns a manifest with its subject, in a separate store.
    private async Task<(PackedArtifact Artifact, MemoryStore Store)> ForeignAsync(Descriptor subject, CancellationToken cancellation)
    {
        var store = new MemoryStore();
        var layer = store.Add("text/plain", "signed"u8);
        store.Add(MediaType.Empty, "{}"u8);
        var manifest = new Manifest(Descriptor.Empty, [layer]) { ArtifactType = Signature, Subject = subject }.ToBytes();
        var root = store.Add(MediaType.Manifest, manifest) with { ArtifactType = Signature };
        await Task.CompletedTask.WaitAsync(cancellation);
        return (PackedArtifact.Published(root, store), store);
    }

    // Like a signature, the referrer differs each time.
    private ReferrerPromise Signing() => new(Signature, (subject, _) =>
    {
        var text = $"{subject.Content.Digest} {++_made} {Guid.NewGuid()}";
        return Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan(Signature, [PlannedLayer.OfBytes("signature", "text/plain", Encoding.UTF8.GetBytes(text))])));
    });

    private ManifestPlan App(string text = "app") => new("application/vnd.example.v1", [PackedFiles.RawLayer("app", _work.Write(text, text))]);

    private ManifestPlan BillOf(string text) => new(Bill, [PackedFiles.RawLayer("bill", _work.Write($"bill {text}", text))]);

    private IndexPlan Index() => new("application/vnd.example.tools.v1", [new(App("linux"), Linux), new(App("mac"), Mac)]);

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan, PackRecord? last = null) =>
        new ArtifactPacker(_work["packed"], DigestCache.Empty(), workers: 1) { ReferrerMemory = last }.PackAsync(plan, CancellationToken.None);
}
