using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Verification;
using OciArtifacts.Core.Tests.Registry;
using OciArtifacts.Core.Tests.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>What a source says is never believed: only what the digests and the keys cover counts.</summary>
[TestClass]
public sealed class ArtifactVerifierTests : IDisposable
{
    private const string Repository = "registry.contoso.example/widget";
    private const string ByRelease = "\"cosignKeys\": [\"release.pub\"]";
    private const string Release = "P-256";
    private const string Other = "other P-256";

    private readonly WorkFolder _work = new();
    private readonly ReferrerStore _store = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task A_repository_without_a_policy_is_not_trusted()
    {
        var path = TrustPolicies.WriteOne(_work, ByRelease, scopes: "\"registry.contoso.example/gadget\"");
        var verifier = new ArtifactVerifier(await TrustPolicies.ReadAsync(path));
        var subject = await Attached.SubjectAsync(_store);
        var outcome = await verifier.VerifyAsync(subject, _store, Repository, CancellationToken.None);
        Assert.AreEqual(DemandKind.Policy, outcome.Demands.Single().Kind);
        var failure = Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted);
        Assert.Contains($"{Repository}@{subject.Digest}", failure.Message);
        Assert.Contains(path, failure.Message);
    }

    [TestMethod]
    public async Task A_policy_that_skips_asks_nothing()
    {
        var subject = await Attached.SubjectAsync(_store);
        (await VerifyAsync("", subject, level: "skip")).EnsureTrusted();
        Assert.AreEqual(0, _store.Asked);
    }

    [TestMethod]
    [DataRow("artifactType", "\"application/vnd.contoso.widget.v1\"", true)]
    [DataRow("artifactType", "\"application/vnd.contoso.gadget.v1\"", false)]
    [DataRow("digests", "[\"SUBJECT\"]", true)]
    [DataRow("digests", "[\"OTHER\", \"SUBJECT\"]", true)]
    [DataRow("digests", "[\"OTHER\"]", false)]
    public async Task Type_and_digest_are_demanded_without_signatures_too(string member, string value, bool isTrusted)
    {
        var manifest = await Attached.SubjectAsync(_store);
        var index = await Attached.IndexAsync(_store, manifest);
        foreach (var subject in (Descriptor[])[manifest, index])
        {
            var wanted = value.Replace("SUBJECT", subject.Digest.ToString(), StringComparison.Ordinal)
                .Replace("OTHER", Digest.Sha256("other"u8).ToString(), StringComparison.Ordinal);
            Assert.AreEqual(isTrusted, (await VerifyAsync($"\"{member}\": {wanted}", subject, level: "skip")).IsTrusted);
        }
    }

    [TestMethod]
    public async Task Content_that_is_missing_is_not_trusted_though_it_was_signed()
    {
        var subject = Descriptor.Of(MediaType.Manifest, "gone"u8);
        await Attached.BundleAsync(_store, subject, Release);
        var outcome = await VerifyAsync(ByRelease, subject);
        Assert.AreEqual(DemandKind.Content, outcome.Demands.Single(demand => !demand.IsMet).Kind);
    }

    [TestMethod]
    public async Task Content_that_has_changed_is_not_trusted()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        var subject = await Attached.SubjectAsync(layout);
        await Attached.BundleAsync(layout, subject, Release);
        (await VerifyAsync(ByRelease, subject, layout)).EnsureTrusted();
        var file = layout.BlobPath(subject);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        Assert.AreEqual(DemandKind.Content, (await VerifyAsync(ByRelease, subject, layout)).Demands.Single(demand => !demand.IsMet).Kind);
    }

    [TestMethod]
    public async Task A_signature_that_has_changed_is_refused_and_shown()
    {
        var layout = new LayoutDirectory(_work["layout"]);
        var subject = await Attached.SubjectAsync(layout);
        var bundle = await Attached.BundleAsync(layout, subject, Release);
        var manifest = Manifest.Parse(await layout.ReadAllAsync(bundle, int.MaxValue, CancellationToken.None));
        var file = layout.BlobPath(manifest.Layers[0]);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        var finding = (await VerifyAsync(ByRelease, subject, layout)).Demands.Single(demand => !demand.IsMet).Signatures.Single();
        Assert.AreEqual((bundle.Digest, false), (finding.Manifest, finding.IsAccepted));
        Assert.Contains("cannot be read", finding.Problems[0]);
    }

    [TestMethod]
    public async Task The_artifact_type_of_a_list_is_not_believed()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = true });
        var subject = await Attached.SubjectAsync(peer.Repository);
        var bundle = await Attached.BundleAsync(peer.Repository, subject, Release);

        // What cosign 2.5 writes: the type of the config.
        var memory = new MemoryStore();
        var list = memory.Add(MediaType.Index, new ImageIndex([bundle with { ArtifactType = MediaType.Empty }]).ToBytes());
        await peer.Repository.TagAsync(list, memory, $"sha256-{subject.Digest.Encoded}", CancellationToken.None);
        (await VerifyAsync(ByRelease, subject, peer.Repository)).EnsureTrusted();
    }

    [TestMethod]
    public async Task A_referrer_of_another_subject_is_refused_though_it_is_listed()
    {
        var subject = await Attached.SubjectAsync(_store);
        var other = await Attached.SubjectAsync(_store, "gadget");
        var bundle = await Attached.BundleAsync(_store, other, Release, subject.Digest);
        _store.List(subject.Digest, bundle);
        var finding = (await VerifyAsync(ByRelease, subject)).Demands.Single(demand => !demand.IsMet).Signatures.Single();
        Assert.AreEqual("its subject is another manifest", finding.Problems.Single());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(2)]
    public async Task A_bundle_is_exactly_one_layer(int layers)
    {
        var subject = await Attached.SubjectAsync(_store);
        var empty = "{}"u8.ToArray();
        await Attached.PutAsync(_store, Sample.Bundle([.. Enumerable.Repeat(empty, layers)]), subject);
        Assert.HasCount(1, (await VerifyAsync(ByRelease, subject)).Demands.Single(demand => !demand.IsMet).Signatures);
    }

    [TestMethod]
    [DataRow("missing")]
    [DataRow("no manifest")]
    [DataRow("larger than a manifest")]
    public async Task A_listed_signature_that_is_none_is_refused_and_shown(string what)
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, Release);
        var listed = what switch
        {
            "missing" => Descriptor.Of(MediaType.Manifest, "gone"u8),
            "no manifest" => _store.Add(MediaType.Manifest, "[]"u8),
            _ => _store.Add(MediaType.Manifest, new byte[ContentReading.LargestManifest + 1]),
        };
        _store.List(subject.Digest, listed with { ArtifactType = SigstoreBundle.MediaType });
        var outcome = await VerifyAsync(ByRelease, subject);
        outcome.EnsureTrusted();
        var finding = outcome.Demands.SelectMany(demand => demand.Signatures).Single(one => !one.IsAccepted);
        Assert.Contains("its manifest cannot be read", finding.Problems.Single());
    }

    [TestMethod]
    public async Task Referrers_without_a_type_of_a_signature_cannot_hide_one()
    {
        var subject = await Attached.SubjectAsync(_store);
        for (var i = 0; i < EvidenceLimits.Referrers + 1; i++)
        {
            _store.List(subject.Digest, Descriptor.Of(MediaType.Manifest, BitConverter.GetBytes(i)) with { ArtifactType = "text/plain" });
        }

        await Attached.BundleAsync(_store, subject, Release);
        (await VerifyAsync(ByRelease, subject)).EnsureTrusted();
    }

    [TestMethod]
    public async Task No_more_is_opened_than_the_limits_say_and_the_outcome_says_so()
    {
        var subject = await Attached.SubjectAsync(_store);
        for (var i = 0; i < EvidenceLimits.Referrers + 1; i++)
        {
            _store.List(subject.Digest, Descriptor.Of(MediaType.Manifest, BitConverter.GetBytes(i)) with { ArtifactType = "text/plain" });
        }

        var problem = (await VerifyAsync(ByRelease, subject)).Demands.Single(demand => !demand.IsMet).Problem;
        Assert.Contains("not all referrers were read", problem);
        Assert.AreEqual(EvidenceLimits.Referrers + 1, _store.Opened);
    }

    [TestMethod]
    public async Task No_more_signatures_are_verified_than_the_limit_says()
    {
        var subject = await Attached.SubjectAsync(_store);
        for (var i = 0; i < EvidenceLimits.Signatures + 5; i++)
        {
            await Attached.PutAsync(_store, Sample.Bundle(BitConverter.GetBytes(i)), subject);
        }

        var demand = (await VerifyAsync(ByRelease, subject)).Demands.Single(demand => !demand.IsMet);
        Assert.HasCount(EvidenceLimits.Signatures, demand.Signatures);
        Assert.Contains("not all referrers were read", demand.Problem);
    }

    [TestMethod]
    public async Task Entries_of_an_index_are_verified_on_demand()
    {
        var entries = new[] { await Attached.SubjectAsync(_store, "linux"), await Attached.SubjectAsync(_store, "windows") };
        var index = await Attached.IndexAsync(_store, entries);
        await Attached.BundleAsync(_store, index, Release);
        await Attached.BundleAsync(_store, entries[0], Release);
        (await VerifyAsync(ByRelease, index)).EnsureTrusted();

        var outcome = await VerifyAsync(ByRelease, index, withEntries: true);
        Assert.AreSequenceEqual([true, false], outcome.Entries.Select(entry => entry.IsTrusted));
        Assert.Contains(entries[1].Digest.ToString(), Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted).Message);

        await Attached.TagSignatureAsync(_store, entries[1], Release);
        outcome = await VerifyAsync(ByRelease, index, withEntries: true);
        outcome.EnsureTrusted();
        Assert.HasCount(3, outcome.AcceptedSignatures);
    }

    [TestMethod]
    public async Task An_index_that_is_described_as_a_manifest_is_still_one()
    {
        var entry = await Attached.SubjectAsync(_store);
        var index = await Attached.IndexAsync(_store, entry);
        await Attached.BundleAsync(_store, index, Release);
        var outcome = await VerifyAsync(ByRelease, index with { MediaType = MediaType.Manifest }, withEntries: true);
        Assert.AreEqual(entry.Digest, outcome.Entries.Single().Subject.Digest);
        Assert.IsFalse(outcome.IsTrusted);
    }

    [TestMethod]
    public async Task The_message_says_what_was_wanted_and_what_was_found()
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, Other);
        var failure = Failure.With(OciErrorCode.NotTrusted, (await VerifyAsync(ByRelease, subject)).EnsureTrusted);
        Assert.AreEqual(
            $"{Repository}@{subject.Digest} is not trusted by the trust policy 'one': wanted for {subject.Digest} is a signature of cosign "
            + $"by the key release.pub, but none of 1 counts (the signature was not made with the key {TestKeys.Public(Release).Id}, "
            + "or the statement has changed). Do not use it before you know why.",
            failure.Message);
    }

    [TestMethod]
    public async Task A_source_that_does_not_answer_is_no_verdict()
    {
        var subject = await Attached.SubjectAsync(_store);
        using var client = new RegistryClient("127.0.0.1:1", RegistryPeer.Anonymous);
        await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => VerifyAsync(ByRelease, subject, client.Repository("me/app")));
    }

    private async Task<VerificationOutcome> VerifyAsync(
        string members, Descriptor subject, IReferrerSource? source = null, string level = "strict", bool withEntries = false)
    {
        var path = TrustPolicies.WriteOne(_work, members, level, $"\"{Repository}\"");
        var verifier = new ArtifactVerifier(await TrustPolicies.ReadAsync(path)) { IncludesEntries = withEntries };
        return await verifier.VerifyAsync(subject, source ?? _store, Repository, CancellationToken.None);
    }
}
