using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>Signatures that clients find by a tag in place of a subject, and signatures of referrers that existed before.</summary>
[TestClass]
public sealed class TaggedReferrerTests : IDisposable
{
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string Bill = "application/vnd.example.bill.v1";

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task It_has_no_subject_and_a_copy_puts_it_under_its_tag()
    {
        var artifact = await PackAsync(App("app") with { Referrers = [Signing("key")] });
        var referrer = artifact.Referrers.Single();
        Assert.IsNull(referrer.Manifest!.Manifest.Subject);
        Assert.AreEqual(artifact.Root.Digest, referrer.Subject);
        Assert.AreEqual(TagOf(artifact.Root.Digest), referrer.Tag);
        var store = new MemoryStore();
        await CopyAsync(artifact, store);
        Assert.AreEqual(referrer.Content.Digest, store.Tags[TagOf(artifact.Root.Digest)].Digest);
        await Sample.ReadAsync(store, referrer.Manifest.Layers[0].Content);
    }

    [TestMethod]
    public async Task The_record_keeps_the_tag()
    {
        var artifact = await PackAsync(App("app") with { Referrers = [Signing("key")] });
        using var bytes = new MemoryStream();
        PackRecord.Exchange(FieldStream.Writing(new BinaryWriter(bytes)), PackRecord.Of(artifact, new Destination(null, "app", [])));
        bytes.Position = 0;
        var record = PackRecord.Exchange(FieldStream.Reading(new BinaryReader(bytes)), null);
        Assert.AreEqual(artifact.Referrers[0].Tag, record.Open(_ => throw new InvalidOperationException()).CopiedReferrers[0].Tag);
    }

    [TestMethod]
    public async Task It_is_kept_as_long_as_its_subject_and_key_are_the_same()
    {
        var plan = App("app") with { Referrers = [Signing("key")] };
        var first = await PackAsync(plan);
        var again = await PackAsync(plan, PackRecord.Of(first, new Destination(null, "app", [])));
        Assert.AreEqual(first.Referrers[0].Content.Digest, again.Referrers[0].Content.Digest);
        Assert.AreEqual(first.Referrers[0].Tag, again.Referrers[0].Tag);
    }

    [TestMethod]
    public async Task A_manifest_with_a_subject_is_refused_where_the_tag_stands_for_it()
    {
        var store = new MemoryStore();
        var subject = store.Add(MediaType.Manifest, new Manifest(Sample.Blob(store, "{}"), []).ToBytes());
        var config = Sample.Blob(store, "{}") with { MediaType = ConfigType };
        var root = store.Add(MediaType.Manifest, new Manifest(config, []) { Subject = subject }.ToBytes());
        var promise = Signing("key") with
        {
            ProduceAsync = (_, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(PackedArtifact.Published(root, store))),
        };
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => PackAsync(App("app") with { Referrers = [promise] }));
    }

    [TestMethod]
    public async Task A_referrer_that_a_part_of_an_index_brings_is_a_subject_too()
    {
        var bill = new ManifestPlan(Bill, [PlannedLayer.OfBytes("bill", "text/plain", "bill"u8.ToArray())]);
        var part = await PackAsync(App("linux") with { Referrers = [ReferrerPromise.Of(bill)] }, folder: "part");
        var plan = new IndexPlan("a/b", [new PlannedEntry(part, new Platform("amd64", "linux"))])
        {
            Referrers = [Signing("key") with { Selector = ReferrerSelector.ReferrersOf(Bill) }],
        };
        var artifact = await PackAsync(plan);
        Assert.AreSequenceEqual([part.Referrers[0].Content.Digest], artifact.Referrers.Skip(1).Select(referrer => referrer.Subject));
    }

    [TestMethod]
    public async Task A_replacing_promise_names_its_producer_on_the_layers_of_a_tag_and_else_on_the_manifest()
    {
        var bill = new ManifestPlan(Bill, [PlannedLayer.OfBytes("bill", "text/plain", "bill"u8.ToArray())]);
        var promises = new[] { Signing("key").Replacing("me"), ReferrerPromise.Of(bill).Replacing("me") };
        var artifact = await PackAsync(App("app") with { Referrers = promises });
        var (tagged, referrer) = (artifact.Referrers[0].Manifest!.Manifest, artifact.Referrers[1].Manifest!.Manifest);
        Assert.AreEqual("me", tagged.Layers[0].Annotations![Annotations.Producer]);
        Assert.IsNull(tagged.Annotations);
        Assert.AreEqual("me", referrer.Annotations![Annotations.Producer]);
        Assert.AreNotEqual(Signing("key").ProducerKey, promises[0].ProducerKey);
    }

    private static string TagOf(Digest digest) => $"sha256-{digest.Encoded}.sig";

    private static ReferrerPromise Signing(string key) => new(ConfigType, (subject, _) =>
    {
        var layer = PlannedLayer.OfBytes("signature", "text/plain", Encoding.UTF8.GetBytes($"{subject.Content.Digest} {Guid.NewGuid()}"));
        return Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan(ConfigType, [layer])
        {
            ImageSpec = ImageSpecVersion.V1_0,
            Config = PlannedConfig.Of(ConfigType, "{}"u8.ToArray()),
        }));
    })
    {
        TagOf = TagOf,
        ProducerKey = key,
    };

    private ManifestPlan App(string text) =>
        new("application/vnd.example.v1", [PackedFiles.RawLayer("app", _work.Write(text, text))]);

    private Task<PackedArtifact> PackAsync(ArtifactPlan plan, PackRecord? last = null, string folder = "packed") =>
        new ArtifactPacker(_work[folder], DigestCache.Empty(), workers: 1) { ReferrerMemory = last }.PackAsync(plan, CancellationToken.None);

    private static async Task CopyAsync(PackedArtifact artifact, MemoryStore to)
    {
        using var copy = new ContentCopy(artifact, to, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0"], artifact.CopiedReferrers, CancellationToken.None);
    }
}
