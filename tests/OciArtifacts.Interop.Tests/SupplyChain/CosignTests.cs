using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Statements;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>cosign 2.5 verifies what this library signs, and the other way around. No transparency log is asked.</summary>
[TestClass]
public sealed class CosignTests : CosignPeerTests
{
    // A trusted root without any service, so that cosign asks no network.
    private const string EmptyRoot =
        """
        {"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1","tlogs":[],"certificateAuthorities":[],"ctlogs":[],
        "timestampAuthorities":[]}
        """;

    [TestMethod]
    [DataRow("P-256")]
    [DataRow("P-384")]
    [DataRow("RSA 3072")]
    public async Task It_verifies_a_signature_of_ours_and_refuses_it_after_one_change(string name)
    {
        Need(Cosign);
        await using var registry = await RegistryAsync();
        using var client = Client(registry.Host);
        using var key = Key(name);
        var repository = client.Repository(Name);
        var digest = (await PushAsync(repository, Subject, "1.0")).Root.Digest;
        var plan = CosignSignature.Plan(digest, $"{registry.Host}/{Name}", key);
        string[] verify = ["verify", "--key", KeyFile(key.PublicKey), "--insecure-ignore-tlog", "--allow-http-registry"];

        await PushAsync(repository, plan, TagOf(digest, CosignTag.SignatureEnding));
        await AcceptedAsync(registry, digest, verify);
        await RefusedAsync(registry, digest, ["verify", "--key", KeyFile(OtherKey), .. verify[3..]]);

        await PushAsync(repository, Changed(plan, "\"optional\":null", "\"optional\":[]"), TagOf(digest, CosignTag.SignatureEnding));
        await RefusedAsync(registry, digest, verify);
    }

    [TestMethod]
    public async Task It_verifies_an_attestation_of_ours_and_refuses_it_after_one_change()
    {
        Need(Cosign);
        await using var registry = await RegistryAsync();
        using var client = Client(registry.Host);
        using var key = Key("P-256");
        var repository = client.Repository(Name);
        var digest = (await PushAsync(repository, Subject, "1.0")).Root.Digest;
        var plan = CosignAttestation.Plan(StatementAbout(digest), key);
        string[] verify =
        [
            "verify-attestation", "--key", KeyFile(key.PublicKey), "--insecure-ignore-tlog", "--allow-http-registry", "--type", Predicate,
        ];

        await PushAsync(repository, plan, TagOf(digest, CosignTag.AttestationEnding));
        await AcceptedAsync(registry, digest, verify);
        await RefusedAsync(registry, digest, [.. verify[..^1], "https://example.com/other"]);

        await PushAsync(repository, Changed(plan, "\"payload\":\"eyJ", "\"payload\":\"eyK"), TagOf(digest, CosignTag.AttestationEnding));
        await RefusedAsync(registry, digest, verify);
    }

    [TestMethod]
    public async Task It_verifies_a_bundle_of_ours_offline_and_refuses_it_after_one_change()
    {
        Need(Cosign);
        await using var registry = await RegistryAsync();
        using var client = Client(registry.Host);
        using var key = Key("P-256");
        ManifestPlan Attestation(Descriptor subject) => BundleReferrer.PlanAttestation(StatementAbout(subject.Digest), key);
        ManifestPlan Signature(Descriptor subject) => BundleReferrer.PlanSignature(subject.Digest, key);

        var good = client.Repository(Name);
        var digest = (await PushAsync(good, Subject with { Referrers = [Promise(Attestation), Promise(Signature)] }, "1.0")).Root.Digest;
        await AcceptedAsync(registry, digest, VerifyBundle(key.PublicKey, Predicate));
        await AcceptedAsync(registry, digest, VerifyBundle(key.PublicKey, BundleReferrer.SignaturePredicate));

        var bad = Promise(subject => Changed(Attestation(subject), "\"payload\":\"eyJ", "\"payload\":\"eyK"));
        await PushAsync(client.Repository("team/bad"), Subject with { Referrers = [bad] }, "1.0");
        await RefusedAsync(registry, digest, VerifyBundle(key.PublicKey, Predicate), "team/bad");
        var other = Promise(_ => BundleReferrer.PlanSignature(Digest.Sha256("other"u8), key));
        await PushAsync(client.Repository("team/other"), Subject with { Referrers = [other] }, "1.0");
        await RefusedAsync(registry, digest, VerifyBundle(key.PublicKey, BundleReferrer.SignaturePredicate), "team/other");
    }

    [TestMethod]
    public async Task What_it_signs_and_attests_is_accepted_here_and_refused_after_one_change()
    {
        Need(Cosign);
        await using var registry = await RegistryAsync();
        using var client = Client(registry.Host);
        var repository = client.Repository(Name);
        var digest = (await PushAsync(repository, Subject, "1.0")).Root.Digest;
        var folder = NewFolder();
        await CosignAsync("generate-key-pair", "--output-key-prefix", folder["own"]);
        var key = PublicKey.ReadFile(folder["own.pub"]);
        var reference = $"{registry.Host}/{Name}@{digest}";
        var predicate = folder.Write("predicate.json", """{"a":1}""");
        string[] common = ["--key", folder["own.key"], "--tlog-upload=false", "-y", "--allow-http-registry"];
        string[] attest = ["attest", .. common, "--type", Predicate, "--predicate", predicate];

        await CosignAsync(["sign", .. common, reference]);
        var (layer, payload) = await ReadLayerAsync(repository, TagOf(digest, CosignTag.SignatureEnding));
        var signed = CosignSignature.Verify(layer, payload, digest, key);
        Assert.AreEqual($"{registry.Host}/{Name}", signed.Signed?.DockerReference, signed.Problem);
        Assert.IsFalse(CosignSignature.Verify(layer, Changed(payload, "null", "true"), digest, key).IsValid);

        await CosignAsync([.. attest, reference]);
        var (_, envelope) = await ReadLayerAsync(repository, TagOf(digest, CosignTag.AttestationEnding));
        var attested = CosignAttestation.Verify(envelope, digest, key);
        Assert.AreEqual(Predicate, attested.Signed?.PredicateType, attested.Problem);
        Assert.IsFalse(CosignAttestation.Verify(Changed(envelope, "\"eyJ", "\"eyK"), digest, key).IsValid);

        await CosignAsync([.. attest, "--new-bundle-format", reference]);
        var referrers = repository.ListReferrersAsync(digest, artifactType: null, Cancellation);
        var manifest = Manifest.Parse(await ReadAsync(repository, await referrers.SingleAsync(Cancellation)));
        Assert.AreEqual(SigstoreBundle.MediaType, manifest.ArtifactType);
        var bundle = await ReadAsync(repository, manifest.Layers.Single());
        var check = BundleReferrer.Verify(bundle, digest, key);
        Assert.AreEqual(Predicate, check.Signed?.Statement?.PredicateType, check.Problem);
        Assert.IsFalse(BundleReferrer.Verify(Changed(bundle, "\"eyJ", "\"eyK"), digest, key).IsValid);
    }

    private static PublicKey OtherKey
    {
        get
        {
            using var key = Key("other P-256");
            return key.PublicKey;
        }
    }

    private static byte[] StatementAbout(Digest digest) =>
        new InTotoStatement([StatementSubject.Of(digest)], Predicate, Predicate: null).ToBytes();

    private static string TagOf(Digest digest, string ending) => $"{digest.Algorithm}-{digest.Encoded}{ending}";

    private string[] VerifyBundle(PublicKey key, string type)
    {
        var root = NewFolder().Write("root.json", EmptyRoot);
        return
        [
            "verify-attestation", "--new-bundle-format", "--trusted-root", root, "--key", KeyFile(key), "--insecure-ignore-tlog",
            "--allow-http-registry", "--type", type,
        ];
    }

    private async Task<(Descriptor Layer, byte[] Bytes)> ReadLayerAsync(RegistryRepository repository, string tag)
    {
        var root = await repository.ResolveAsync(tag, Cancellation);
        var layer = Manifest.Parse(await ReadAsync(repository, root!)).Layers.Single();
        return (layer, await ReadAsync(repository, layer));
    }

    private async Task AcceptedAsync(DockerRegistry registry, Digest digest, string[] verify) =>
        (await RunCosignAsync([.. verify, $"{registry.Host}/{Name}@{digest}"])).MustSucceed();

    private async Task RefusedAsync(DockerRegistry registry, Digest digest, string[] verify, string repository = Name)
    {
        var run = await RunCosignAsync([.. verify, $"{registry.Host}/{repository}@{digest}"]);
        Assert.AreNotEqual(0, run.ExitCode, run.Output);
    }
}
