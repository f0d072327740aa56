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
        await copy.CopyAsync(artifact.Root, ["1"], artifact.CopiedReferrers, CancellationToken.None);
        foreach (var content in artifact.Contents) await Sample.ReadAsync(store, content);
    }

    [TestMethod]
    public async Task What_an_entry_promises_for_its_referrers_leaves_those_of_other_entries_alone()
    {
        var signsBills = Signing() with { Selector = ReferrerSelector.ReferrersOf(Bill) };
        ManifestPlan Part(string text) => App(text) with { Referrers = [ReferrerPromise.Of(BillOf(text)), signsBills] };
        var artifact = await PackAsync(new IndexPlan("a/b", [new(Part("linux"), Linux), new(Part("mac"), Mac)]));
        Assert.AreSequenceEqual(
            artifact.Referrers.Where(referrer => referrer.Content.ArtifactType == Bill).Select(referrer => referrer.Content.Digest),
            artifact.Referrers.Where(referrer => referrer.Content.ArtifactType == Signature).Select(referrer => referrer.Subject));
    }

    [TestMethod]
    public async Task An_index_selects_the_referrers_of_its_entries_too()
    {
        var own = App("linux") with { Referrers = [ReferrerPromise.Of(BillOf("linux"))] };
        var plan = new IndexPlan("a/b", [new(own, Linux), new(App("mac"), Mac)])
        {
            Referrers = [Signing() with { Selector = ReferrerSelector.ReferrersOf(Bill) }],
        };
        var artifact = await PackAsync(plan);
        Assert.AreSequenceEqual([Bill, Signature], artifact.Referrers.Select(referrer => referrer.Content.ArtifactType));
        Assert.AreEqual(artifact.Referrers[0].Content.Digest, artifact.Referrers[1].Subject);
    }

    [TestMethod]
    public async Task A_failure_of_a_producer_is_not_changed()
    {
        var failure = new InvalidOperationException("The key is locked.");
        var promise = new ReferrerPromise(Signature, (_, _) => throw failure);
        var seen = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => PackAsync(App() with { Referrers = [promise] }));
        Assert.AreSame(failure, seen);
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
        var third = await PackAsync(plan, RecordOf(again));
        Assert.AreEqual(first.Referrers[0].Content.Digest, again.Referrers[0].Content.Digest);
        Assert.AreEqual(first.Referrers[0].Content.Digest, third.Referrers[0].Content.Digest);
        Assert.AreEqual(1, _made);
        await Sample.ReadAsync(third, third.Referrers[0].Manifest!.Layers[0].Content);
    }

    [TestMethod]
    public async Task A_kept_referrer_stays_whole_where_another_promise_takes_its_position()
    {
        var kept = Archiving("key 1");
        var first = await PackAsync(App() with { Referrers = [kept] });
        var again = await PackAsync(App() with { Referrers = [Archiving("key 2"), kept] }, RecordOf(first));
        Assert.AreEqual(2, _made);
        Assert.AreEqual(first.Referrers[0].Content.Digest, again.Referrers[1].Content.Digest);
        var layer = again.Referrers[1].Manifest!.Layers[0].Content;
        Assert.AreEqual(layer.Digest, Digest.Sha256(await Sample.ReadAsync(again, layer)));
    }

    [TestMethod]
    public async Task A_run_that_finds_a_kept_referrer_damaged_is_not_up_to_date()
    {
        var plan = App() with { Referrers = [Archiving("key 1")] };
        var first = await PackAsync(plan);
        var cache = Cache();
        var packer = new ArtifactPacker(_work["packed"], cache, workers: 1) { ReferrerMemory = RecordOf(first) };
        var again = await packer.PackAsync(plan, CancellationToken.None);
        cache.Save();
        Assert.IsTrue(Cache().IsCurrent(CancellationToken.None));
        await File.WriteAllTextAsync(again.Referrers[0].Manifest!.Layers[0].Path, "damaged");
        Assert.IsFalse(Cache().IsCurrent(CancellationToken.None));
    }

    [TestMethod]
    public async Task Two_producers_of_one_type_need_different_keys()
    {
        var plan = App() with { Referrers = [Signing() with { ProducerKey = "key" }, Signing() with { ProducerKey = "key" }] };
        var failure = await Assert.ThrowsExactlyAsync<ArgumentException>(() => PackAsync(plan));
        StringAssert.Contains(failure.Message, "with the key 'key'");
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
    public async Task What_has_another_type_than_its_promise_is_refused()
    {
        var promise = new ReferrerPromise(Signature, (_, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(BillOf("app"))));
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => PackAsync(App() with { Referrers = [promise] }));
        StringAssert.EndsWith(failure.Message, $"but its type is {Bill}.");
    }

    [TestMethod]
    public async Task A_promised_referrer_cannot_promise_referrers()
    {
        var bill = BillOf("app") with { Referrers = [Signing()] };
        var failure = Assert.ThrowsExactly<ArgumentException>(() => ReferrerPromise.Of(bill));
        StringAssert.Contains(failure.Message, nameof(ReferrerSelector.ReferrersOf));
        var promise = new ReferrerPromise(Bill, (_, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(bill)));
        await Assert.ThrowsExactlyAsync<ArgumentException>(() => PackAsync(App() with { Referrers = [promise] }));
        Assert.AreEqual(0, _made);
    }

    [TestMethod]
    public async Task A_title_that_leads_out_is_refused_of_a_produced_layer_too()
    {
        var layer = PlannedLayer.OfBytes("s", "text/plain", "s"u8.ToArray()) with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "../up" },
        };
        var plan = new ManifestPlan(Signature, [layer]);
        var promise = new ReferrerPromise(Signature, (_, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(plan)));
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

    private DigestCache Cache() => DigestCache.Load(_work["digests.bin"], TimeProvider.System);

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
        var layer = PlannedLayer.OfBytes("signature", "text/plain", Encoding.UTF8.GetBytes(text));
        return Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan(Signature, [layer])));
    });

    // The same in a file, which is packed into an archive of the work folder.
    private ReferrerPromise Archiving(string key) => new(Signature, (_, _) =>
    {
        var file = _work.Write($"made/{++_made}", $"{Guid.NewGuid()}");
        var layer = PackedFiles.TarLayer("signature", new PlannedFile(file, "signature"));
        return Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan(Signature, [layer])));
    })
    {
        ProducerKey = key,
    };

    private ManifestPlan App(string text = "app") =>
        new("application/vnd.example.v1", [PackedFiles.RawLayer("app", _work.Write(text, text))]);

    private ManifestPlan BillOf(string text) => new(Bill, [PackedFiles.RawLayer("bill", _work.Write($"bill {text}", text))]);

    private IndexPlan Index() => new("application/vnd.example.tools.v1", [new(App("linux"), Linux), new(App("mac"), Mac)]);

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan, PackRecord? last = null)
    {
        var packer = new ArtifactPacker(_work["packed"], DigestCache.Empty(), workers: 1) { ReferrerMemory = last };
        return packer.PackAsync(plan, CancellationToken.None);
    }
}
