using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Registry.Transport;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>Several clients add layers to the manifest of one tag, as cosign does for signatures.</summary>
[TestClass]
public sealed class SharedTagTests
{
    private const string Tag = "sha256-1.sig";

    private readonly MemoryStore _source = new();
    private readonly MemoryStore _store = new();

    [TestMethod]
    public async Task The_first_client_makes_the_tag_and_the_second_one_adds_to_it()
    {
        var (first, second) = (Signature("payload", "one"), Signature("payload", "two"));
        Assert.IsTrue(await AddAsync(first));
        Assert.AreEqual(first.Digest, _store.Tags[Tag].Digest);
        Assert.IsTrue(await AddAsync(second));
        Assert.AreSequenceEqual(["one", "two"], await SignaturesAsync());
    }

    [TestMethod]
    public async Task What_the_tag_has_already_is_not_added_again()
    {
        await AddAsync(Signature("payload", "one"));
        await AddAsync(Signature("payload", "two"));
        var before = _store.Tags[Tag].Digest;
        Assert.IsFalse(await AddAsync(Signature("payload", "one")));
        Assert.AreEqual(before, _store.Tags[Tag].Digest);
    }

    [TestMethod]
    public async Task A_layer_of_the_same_producer_takes_the_place_of_the_older_one()
    {
        await AddAsync(Signature("old", "one", producer: "me"));
        await AddAsync(Signature("payload", "two", producer: "other"));
        await AddAsync(Signature("new", "three", producer: "me"));
        Assert.AreSequenceEqual(["two", "three"], await SignaturesAsync());
    }

    [TestMethod]
    public async Task A_newer_signature_of_the_same_payload_takes_the_place_of_the_older_one_too()
    {
        await AddAsync(Signature("payload", "one", producer: "me"));
        await AddAsync(Signature("payload", "two", producer: "other"));
        await AddAsync(Signature("payload", "three", producer: "me"));
        Assert.AreSequenceEqual(["two", "three"], await SignaturesAsync());
    }

    [TestMethod]
    public async Task A_tag_that_names_no_manifest_stays()
    {
        var index = _source.Add(MediaType.Index, new ImageIndex([]).ToBytes());
        await _store.TagAsync(index, _source, Tag, CancellationToken.None);
        var failure = await Failure.WithAsync(OciErrorCode.ReferrersTag, () => AddAsync(Signature("payload", "one")));
        Assert.Contains("was left as it is", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(index.Digest, _store.Tags[Tag].Digest);
    }

    [TestMethod]
    public async Task A_client_that_overwrote_the_tag_is_noticed_and_both_layers_are_kept()
    {
        var other = Signature("payload", "other");
        var overwriting = new OverwritingStore(_store, () => _store.TagAsync(other, _source, Tag, CancellationToken.None));
        await new SharedTag(overwriting, Tag, new LeapingTime()).AddAsync(Signature("payload", "mine"), _source, CancellationToken.None);
        Assert.AreSequenceEqual(["other", "mine"], await SignaturesAsync());
    }

    private Task<bool> AddAsync(Descriptor manifest) =>
        new SharedTag(_store, Tag, new LeapingTime()).AddAsync(manifest, _source, CancellationToken.None);

    private Descriptor Signature(string payload, string signature, string? producer = null)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["signature"] = signature };
        if (producer is not null) annotations[Annotations.Producer] = producer;
        var layer = Sample.Blob(_source, payload) with { Annotations = annotations };
        return _source.Add(MediaType.Manifest, new Manifest(Sample.Blob(_source, "{}"), [layer]).ToBytes());
    }

    private async Task<IEnumerable<string>> SignaturesAsync()
    {
        var manifest = Manifest.Parse(await Sample.ReadAsync(_store, _store.Tags[Tag]));
        return manifest.Layers.Select(layer => layer.Annotations!["signature"]);
    }

    // Another client writes what it read before, right after the first write.
    private sealed class OverwritingStore(MemoryStore inner, Func<Task> overwrite) : IContentStore, ITagResolver
    {
        private Func<Task>? _overwrite = overwrite;

        public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => inner.ExistsAsync(content, cancellation);

        public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => inner.OpenAsync(content, cancellation);

        public Task<CopyOutcome> PutAsync(Descriptor content, IContentSource from, CancellationToken cancellation) =>
            inner.PutAsync(content, from, cancellation);

        public async Task TagAsync(Descriptor root, IContentSource from, string tag, CancellationToken cancellation)
        {
            await inner.TagAsync(root, from, tag, cancellation);
            if (Interlocked.Exchange(ref _overwrite, null) is { } run) await run();
        }

        public Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation) => inner.ResolveAsync(tag, cancellation);
    }
}
