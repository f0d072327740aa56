using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Verification;
using OciArtifacts.Core.Tests.Registry;
using OciArtifacts.Core.Tests.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>Signatures and attestations of cosign are verified by the keys of a policy.</summary>
[TestClass]
public sealed class KeyVerificationTests : IDisposable
{
    private const string ByRelease = "\"cosignKeys\": [\"release.pub\"]";
    private const string Release = "P-256";
    private const string Other = "other P-256";
    private static readonly string ByCi =
        $$"""{"predicateType": "{{Attached.Provenance}}", "keys": ["keys/ci.pub"]}""";

    private readonly WorkFolder _work = new();
    private readonly ReferrerStore _store = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("memory")]
    [DataRow("layout")]
    [DataRow("registry")]
    [DataRow("registry without the API")]
    public async Task Every_form_of_a_signature_is_found_and_says_who_signed(string place)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { NoReferrersApi = place != "registry" });
        var store = place switch
        {
            "memory" => _store,
            "layout" => new LayoutDirectory(_work["layout"]),
            _ => (IReferrerSource)peer.Repository,
        };
        var subject = await Attached.SubjectAsync((IContentStore)store);
        await Attached.TagSignatureAsync((IContentStore)store, subject, Release);
        var bundle = await Attached.BundleAsync((IContentStore)store, subject, Release);
        await Attached.TagAttestationAsync((IContentStore)store, subject, Other);
        var attestation = await Attached.AttestationAsync((IContentStore)store, subject, Other);

        var outcome = await VerifyAsync($"{ByRelease}, \"attestations\": [{ByCi}]", subject, store);
        outcome.EnsureTrusted();
        var release = TestKeys.Public(Release).Id;
        var ofSignature = outcome.Demands.Single(demand => demand.Kind == DemandKind.CosignSignature).Signatures;
        Assert.IsTrue(ofSignature.All(one => (one.IsAccepted, one.Signer, one.KeyId) == (true, "release.pub", release)));
        Assert.AreSequenceEqual(
            [SignatureFormat.SigstoreBundle, SignatureFormat.CosignSignature], ofSignature.Select(one => one.Format).Order());
        Assert.Contains(bundle.Digest, ofSignature.Select(one => one.Manifest));
        var ofAttestation = outcome.Demands.Single(demand => demand.Kind == DemandKind.Attestation).Signatures;
        Assert.AreSequenceEqual(
            [SignatureFormat.SigstoreBundle, SignatureFormat.CosignAttestation], ofAttestation.Select(one => one.Format).Order());
        Assert.IsTrue(ofAttestation.All(one => one is { PredicateType: Attached.Provenance, Signer: "keys/ci.pub" }));
        Assert.Contains(attestation.Digest, ofAttestation.Select(one => one.Manifest));
        Assert.HasCount(4, outcome.AcceptedSignatures);
    }

    [TestMethod]
    public async Task An_artifact_without_a_signature_is_not_trusted()
    {
        var outcome = await VerifyAsync(ByRelease, await Attached.SubjectAsync(_store));
        Assert.AreEqual("it has no signature of cosign", Refused(outcome, DemandKind.CosignSignature).Problem);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_signature_by_another_key_does_not_count(bool isTag)
    {
        var subject = await Attached.SubjectAsync(_store);
        if (isTag) await Attached.TagSignatureAsync(_store, subject, Other);
        else await Attached.BundleAsync(_store, subject, Other);
        var demand = Refused(await VerifyAsync(ByRelease, subject), DemandKind.CosignSignature);
        var finding = demand.Signatures.Single();
        Assert.AreEqual((false, null, null), (finding.IsAccepted, finding.Signer, finding.KeyId));
        Assert.Contains(TestKeys.Public(Release).Id.ToString(), demand.Problem);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_signature_of_another_artifact_does_not_count(bool isTag)
    {
        var subject = await Attached.SubjectAsync(_store);
        var other = (await Attached.SubjectAsync(_store, "gadget")).Digest;
        if (isTag) await Attached.TagSignatureAsync(_store, subject, Release, other);
        else await Attached.BundleAsync(_store, subject, Release, other);
        Assert.HasCount(1, Refused(await VerifyAsync(ByRelease, subject), DemandKind.CosignSignature).Signatures);
    }

    [TestMethod]
    public async Task A_bad_signature_beside_a_good_one_is_shown_and_harms_nothing()
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, Other);
        await Attached.BundleAsync(_store, subject, Release);
        var outcome = await VerifyAsync(ByRelease, subject);
        outcome.EnsureTrusted();
        var signatures = outcome.Demands.Single(demand => demand.Kind == DemandKind.CosignSignature).Signatures;
        Assert.AreSequenceEqual([true, false], signatures.Select(one => one.IsAccepted));
        Assert.IsNotEmpty(signatures[1].Problems);
    }

    [TestMethod]
    public async Task One_of_several_keys_is_enough()
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, Other);
        var outcome = await VerifyAsync("\"cosignKeys\": [\"release.pub\", \"keys/ci.pub\"]", subject);
        outcome.EnsureTrusted();
        Assert.AreEqual("keys/ci.pub", outcome.AcceptedSignatures.Single().Signer);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task An_attestation_of_another_type_does_not_count(bool isTag)
    {
        var subject = await Attached.SubjectAsync(_store);
        if (isTag) await Attached.TagAttestationAsync(_store, subject, Other, "https://spdx.dev/Document");
        else await Attached.AttestationAsync(_store, subject, Other, "https://spdx.dev/Document");
        var demand = Refused(await VerifyAsync($"\"attestations\": [{ByCi}]", subject), DemandKind.Attestation);
        Assert.AreEqual("it has no signed attestation of this type", demand.Problem);
        Assert.IsEmpty(demand.Signatures);
    }

    [TestMethod]
    [DataRow(Release, false)]
    [DataRow(Other, true)]
    public async Task An_attestation_by_another_key_or_about_another_artifact_does_not_count(string key, bool isAboutOther)
    {
        var subject = await Attached.SubjectAsync(_store);
        var about = isAboutOther ? (await Attached.SubjectAsync(_store, "gadget")).Digest : subject.Digest;
        await Attached.AttestationAsync(_store, subject, key, about: about);
        Assert.HasCount(1, Refused(await VerifyAsync($"\"attestations\": [{ByCi}]", subject), DemandKind.Attestation).Signatures);
    }

    [TestMethod]
    public async Task An_attestation_is_no_signature_and_a_signature_no_attestation()
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.AttestationAsync(_store, subject, Release);
        Assert.IsEmpty(Refused(await VerifyAsync(ByRelease, subject), DemandKind.CosignSignature).Signatures);
        var other = await Attached.SubjectAsync(_store, "gadget");
        await Attached.BundleAsync(_store, other, Other);
        await Attached.TagSignatureAsync(_store, other, Other);
        Assert.IsEmpty(Refused(await VerifyAsync($"\"attestations\": [{ByCi}]", other), DemandKind.Attestation).Signatures);
    }

    [TestMethod]
    public async Task An_attestation_without_keys_of_its_own_is_signed_by_those_of_the_policy()
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, Release);
        await Attached.AttestationAsync(_store, subject, Release);
        var outcome = await VerifyAsync($$"""{{ByRelease}}, "attestations": [{"predicateType": "{{Attached.Provenance}}"}]""", subject);
        outcome.EnsureTrusted();
    }

    [TestMethod]
    public async Task An_audit_reports_another_key_and_accepts_the_signature()
    {
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, Other);
        await Attached.TagSignatureAsync(_store, subject, Other);
        var outcome = await VerifyAsync(ByRelease, subject, level: "audit");
        outcome.EnsureTrusted();
        Assert.HasCount(2, outcome.AcceptedSignatures);
        Assert.IsTrue(outcome.AcceptedSignatures.All(one => one.Signer is null && one.Problems.Count == 1));
    }

    [TestMethod]
    [DataRow("other artifact")]
    [DataRow("no bundle")]
    [DataRow("none")]
    public async Task An_audit_does_not_accept_what_is_no_signature_of_the_artifact(string what)
    {
        var subject = await Attached.SubjectAsync(_store);
        if (what == "other artifact") await Attached.BundleAsync(_store, subject, Other, Digest.Sha256("other"u8));
        if (what == "no bundle") await Attached.PutAsync(_store, Sample.Bundle("{}"u8.ToArray()), subject);
        Refused(await VerifyAsync(ByRelease, subject, level: "audit"), DemandKind.CosignSignature);
    }

    private async Task<VerificationOutcome> VerifyAsync(
        string members, Descriptor subject, IReferrerSource? source = null, string level = "strict")
    {
        var policy = await TrustPolicies.ReadAsync(TrustPolicies.WriteOne(_work, members, level));
        return await new ArtifactVerifier(policy).VerifyAsync(
            subject, source ?? _store, "registry.contoso.example/widget", CancellationToken.None);
    }

    private static VerificationDemand Refused(VerificationOutcome outcome, DemandKind kind)
    {
        Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted);
        var demand = outcome.Demands.Single(one => !one.IsMet);
        Assert.AreEqual(kind, demand.Kind);
        return demand;
    }
}
