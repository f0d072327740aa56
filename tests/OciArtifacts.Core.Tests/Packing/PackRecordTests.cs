using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>The record that one task or process passes to another.</summary>
[TestClass]
public sealed class PackRecordTests : IDisposable
{
    private static readonly Destination Here = new("localhost:5000", "app", ["1.0", "latest"]);

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task The_artifact_of_a_record_that_was_read_is_the_artifact_that_was_packed()
    {
        var packed = await PackAsync(
            PackedFiles.RawLayer("räw", _work.Write("file", "abc")), PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a")));
        var opened = Recorded(packed);
        Assert.AreEqual(packed.Root.Digest, opened.Root.Digest);
        Assert.AreSequenceEqual(
            packed.Layers.Select(layer => (layer.Name, layer.Path, layer.FileCount, layer.Content.Digest, Text(layer.Content))),
            opened.Layers.Select(layer => (layer.Name, layer.Path, layer.FileCount, layer.Content.Digest, Text(layer.Content))));
        foreach (var content in opened.Manifest.Layers.Append(opened.Manifest.Config).Append(opened.Root))
        {
            Assert.AreSequenceEqual(await Sample.ReadAsync(packed, content), await Sample.ReadAsync(opened, content));
        }
    }

    [TestMethod]
    public async Task An_artifact_without_layers_has_a_record_too()
    {
        var packed = await PackAsync();
        var opened = Recorded(packed);
        Assert.AreEqual(packed.Root.Digest, opened.Root.Digest);
        Assert.IsEmpty(opened.Layers);
    }

    [TestMethod]
    public async Task Every_field_is_read_as_it_was_written()
    {
        var artifact = await PackAsync(PackedFiles.RawLayer("l", _work.Write("file", "abc")));
        var record = PackRecord.Of(artifact, Here) with
        {
            Platform = new Platform("arm", "linux") { Variant = "v7" },
            RuntimeIdentifier = "linux-arm",
            TargetFramework = "net10.0",
            LayoutDirectory = "/layout",
            ArchivePath = "/archive.tar",
            IsUnchanged = true,
            BytesHashed = 42,
        };
        var read = Exchanged(record);
        Assert.AreEqual(Shown(record), Shown(read));
        Assert.AreEqual((Here.Registry, Here.Repository), (read.Destination.Registry, read.Destination.Repository));
        Assert.AreSequenceEqual(Here.Tags, read.Destination.Tags);
    }

    [TestMethod]
    public async Task The_record_of_an_index_has_its_entries_places_and_referrers()
    {
        var store = new MemoryStore();
        var published = PackedArtifact.Published(Sample.Manifest(store, "elsewhere"), new PlacedStore(store, "registry.example/parts"));
        var layer = PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a"));
        var plan = new IndexPlan(
            "a/b", [new(new ManifestPlan("a/c", [layer]), new Platform("arm64", "linux")), new(published, platform: null)])
        {
            Referrers =
            [
                new ReferrerPromise("a/d", (_, _) => Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan("a/d", [layer]))))
                {
                    ProducerKey = "key",
                },
            ],
        };
        var record = PackRecord.Of(await new ArtifactPacker(_work["packed"]).PackAsync(plan, CancellationToken.None), Here);
        Assert.AreSequenceEqual(["registry.example/parts"], record.Places);
        Assert.AreSequenceEqual([EntrySource.Built, EntrySource.Published], record.Entries.Select(entry => entry.Source));
        Assert.AreEqual("key", record.Referrers.Single().ProducerKey);
        record = record with { EntryTags = ["1.0-linux-arm64", "1.0-any"] };
        var read = Exchanged(record);
        Assert.AreSequenceEqual(record.EntryTags, read.EntryTags);
        Assert.AreSequenceEqual(record.Places, read.Places);
        Assert.AreSequenceEqual(record.Entries, read.Entries);
        Assert.AreSequenceEqual(record.Indexes.Select(ToText), read.Indexes.Select(ToText));
        Assert.AreSequenceEqual(record.Referrers.Select(ShownReferrer), read.Referrers.Select(ShownReferrer));
        Assert.AreEqual(record.Manifests[0].Layers[0], read.Manifests[0].Layers[0]);

        static string ToText(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
        static string ShownReferrer(RecordedReferrer referrer) =>
            $"{referrer.Subject} {referrer.Content} {referrer.ProducerKey} {referrer.Manifest?.Content.Digest}";
    }

    [TestMethod]
    public async Task The_record_of_an_index_has_the_annotations_of_its_entries()
    {
        var entry = new PlannedEntry(new ManifestPlan("a/b", []), new Platform("arm64", "linux"))
        {
            Annotations = new Dictionary<string, string>
            {
                [Annotations.RuntimeIdentifier] = "linux-arm64",
                [Annotations.TargetFramework] = "net10.0",
            },
        };
        var packed = await new ArtifactPacker(_work["packed"]).PackAsync(new IndexPlan("a/b", [entry]), CancellationToken.None);
        var read = Exchanged(PackRecord.Of(packed, Here)).Entries.Single();
        Assert.AreEqual(("linux-arm64", "net10.0"), (read.RuntimeIdentifier, read.TargetFramework));
        Assert.AreEqual(Text(packed.Entries[0].Content), Text(read.Content));
    }

    [TestMethod]
    public async Task An_unchanged_run_says_that_all_layers_were_taken_from_the_last_one()
    {
        var record = PackRecord.Of(await PackAsync(PackedFiles.RawLayer("l", _work.Write("file", "abc"))), Here);
        Assert.IsFalse(record.Manifests[0].Layers[0].IsCached);
        Assert.AreEqual(3, record.BytesHashed);
        var unchanged = record.Unchanged(bytesHashed: 1);
        Assert.IsTrue(unchanged.Manifests[0].Layers[0].IsCached);
        Assert.AreEqual(1, unchanged.BytesHashed);
    }

    /// <summary>The artifact that another process opens from the record.</summary>
    internal static PackedArtifact Recorded(PackedArtifact artifact) =>
        Exchanged(PackRecord.Of(artifact, Here)).Open(static place => throw new AssertFailedException(place));

    internal static PackRecord Exchanged(PackRecord record)
    {
        using var bytes = new MemoryStream();
        using var output = new BinaryWriter(bytes, Encoding.UTF8);
        PackRecord.Exchange(FieldStream.Writing(output), record);
        bytes.Position = 0;
        using var input = new BinaryReader(bytes, Encoding.UTF8);
        return PackRecord.Exchange(FieldStream.Reading(input), null);
    }

    /// <summary>A store in a named place, such as a repository.</summary>
    private sealed class PlacedStore(IContentSource inner, string place) : IPlacedSource
    {
        public string Place => place;

        public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => inner.ExistsAsync(content, cancellation);

        public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => inner.OpenAsync(content, cancellation);
    }

    private static string Shown(PackRecord record) => string.Join(
        '\n',
        record with { Destination = Here, Entries = [], Manifests = [], Referrers = [], Indexes = [], Places = [] },
        string.Join(' ', record.Manifests.Select(ShownManifest)),
        string.Join(' ', record.Manifests.SelectMany(manifest => manifest.Layers)));

    private static string ShownManifest(RecordedManifest manifest) =>
        $"{manifest.Content} {Encoding.UTF8.GetString(manifest.Bytes.Span)}";

    private static string Text(Descriptor content) =>
        string.Join(',', content.Annotations?.Select(pair => $"{pair.Key}={pair.Value}") ?? []);

    private Task<PackedArtifact> PackAsync(params PlannedLayer[] layers) =>
        new ArtifactPacker(_work["packed"]).PackAsync(new ManifestPlan("a/b", layers), CancellationToken.None);
}
