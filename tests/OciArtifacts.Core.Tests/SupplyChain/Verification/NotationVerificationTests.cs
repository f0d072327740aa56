using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Layout;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Verification;
using OciArtifacts.Core.Tests.SupplyChain.Notation;
using OciArtifacts.Core.Tests.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Verification;

/// <summary>Signatures of Notation are verified by the trust stores of a policy.</summary>
[TestClass]
public sealed class NotationVerificationTests : IDisposable
{
    private const string Trusted = "x509.subject: C=US, ST=WA, O=Contoso";
    private static readonly DateTimeOffset Late = TestCertificate.End.AddYears(1);
    private static readonly TestCertificate Stamper = TestCertificate.Stamper("CN=Stamper", "P-384");
    private static readonly TestCertificate StampRoot = TestCertificate.Authority("CN=Stamp Root", "RSA 2048");

    private readonly WorkFolder _work = new();
    private readonly ReferrerStore _store = new();

    public required TestContext TestContext { get; set; }

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(ImageSpecVersion.V1_1)]
    [DataRow(ImageSpecVersion.V1_0)]
    public async Task A_signature_of_a_trusted_identity_counts_and_says_who_signed_when(ImageSpecVersion form)
    {
        using var key = NotationKeys.Key("P-256");
        var layout = new LayoutDirectory(_work["layout"]);
        var subject = await Attached.SubjectAsync(layout);
        var signature = await AttachAsync(layout, subject, key, form: form);
        var policy = Policy(key, Trusted);
        var outcome = await new ArtifactVerifier(await TrustPolicies.ReadAsync(policy)) { Time = NotationKeys.Clock() }
            .VerifyAsync(subject, layout, "registry.contoso.example/widget", TestContext.CancellationToken);
        outcome.EnsureTrusted();
        var finding = outcome.AcceptedSignatures.Single();
        Assert.AreEqual((SignatureFormat.Notation, signature.Digest), (finding.Format, finding.Manifest));
        Assert.AreEqual(key.Chain[0].Subject, finding.Signer);
        Assert.AreEqual(Digest.Sha256(key.Chain[0].RawData), finding.KeyId);
        Assert.AreEqual((NotationKeys.Now, false), (finding.SignedAt, finding.HasTimestamp));
    }

    [TestMethod]
    public async Task An_artifact_without_a_signature_is_not_trusted()
    {
        using var key = NotationKeys.Key("P-256");
        var outcome = await VerifyAsync(Policy(key, Trusted), await Attached.SubjectAsync(_store));
        Assert.AreEqual("it has no signature of Notation", Refused(outcome).Problem);
    }

    [TestMethod]
    [DataRow("strict", false)]
    [DataRow("permissive", false)]
    [DataRow("audit", true)]
    public async Task Another_identity_or_another_authority_is_not_trusted(string level, bool isTrusted)
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key);
        var other = TestCertificate.Authority("CN=Fabrikam Root", "RSA 2048").SelfSigned();
        foreach (var isOtherRoot in (bool[])[false, true])
        {
            var policy = isOtherRoot
                ? Policy(key, "*", level, authority: other)
                : Policy(key, "x509.subject: C=US, ST=WA, O=Fabrikam", level);
            var outcome = await VerifyAsync(policy, subject);
            Assert.AreEqual(isTrusted, outcome.IsTrusted);
            Assert.HasCount(1, outcome.Demands.SelectMany(demand => demand.Signatures).Single().Problems);
        }
    }

    [TestMethod]
    [DataRow("strict", false)]
    [DataRow("permissive", true)]
    [DataRow("audit", true)]
    public async Task An_expired_certificate_counts_as_the_level_says(string level, bool isTrusted)
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key);
        var outcome = await VerifyAsync(Policy(key, Trusted, level), subject, Late);
        Assert.AreEqual(isTrusted, outcome.IsTrusted);
        Assert.Contains("valid", outcome.Demands.SelectMany(demand => demand.Signatures).Single().Problems.Single());
    }

    [TestMethod]
    public async Task A_time_stamp_keeps_a_signature_valid_and_says_when_it_was_made()
    {
        using var server = new TestTimestampServer(Stamper, StampRoot);
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key, server);
        Refused(await VerifyAsync(Policy(key, Trusted), subject, Late));
        _work.Write("truststore/x509/tsa/stamps/root.pem", server.Root.ExportCertificatePem());
        var finding = (await VerifyAsync(Policy(key, Trusted, more: ", \"tsa:stamps\""), subject, Late)).AcceptedSignatures.Single();
        Assert.AreEqual((server.Time, true), (finding.SignedAt, finding.HasTimestamp));
        Assert.Contains("with a time stamp", finding.ToString());
    }

    [TestMethod]
    [DataRow("always", false)]
    [DataRow("afterCertExpiry", true)]
    public async Task A_signature_without_a_time_stamp_counts_as_the_policy_says(string use, bool isTrusted)
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key);
        _work.Write("truststore/x509/tsa/stamps/root.pem", StampRoot.SelfSigned().ExportCertificatePem());
        var policy = Policy(key, Trusted, more: ", \"tsa:stamps\"", verification: $", \"verifyTimestamp\": \"{use}\"");
        Assert.AreEqual(isTrusted, (await VerifyAsync(policy, subject)).IsTrusted);
    }

    [TestMethod]
    [DataRow("enforce", false, 1)]
    [DataRow("log", true, 1)]
    [DataRow("skip", true, 0)]
    public async Task A_certificate_that_may_be_revoked_counts_as_the_policy_says(string action, bool isTrusted, int problems)
    {
        using var key = NotationKeys.Key("P-256", Revocable("P-256"), NotationKeys.Authority);
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key);
        var policy = Policy(key, Trusted, verification: $$""", "override": { "revocation": "{{action}}" }""");
        var outcome = await VerifyAsync(policy, subject);
        Assert.AreEqual(isTrusted, outcome.IsTrusted);
        Assert.HasCount(problems, outcome.Demands.SelectMany(demand => demand.Signatures).Single().Problems);
    }

    [TestMethod]
    [DataRow("enforce", false, 1)]
    [DataRow("log", true, 1)]
    [DataRow("skip", true, 0)]
    public async Task A_time_stamp_authority_that_may_be_revoked_counts_as_the_policy_says(string action, bool isTrusted, int problems)
    {
        using var server = new TestTimestampServer(Stamper with { Extensions = [.. Stamper.Extensions, RevocationList()] }, StampRoot);
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key, server);
        _work.Write("truststore/x509/tsa/stamps/root.pem", server.Root.ExportCertificatePem());
        var verification = $$""", "override": { "revocation": "{{action}}" }""";
        var outcome = await VerifyAsync(Policy(key, Trusted, more: ", \"tsa:stamps\"", verification: verification), subject);
        Assert.AreEqual(isTrusted, outcome.IsTrusted);
        Assert.HasCount(problems, outcome.Demands.SelectMany(demand => demand.Signatures).Single().Problems);
    }

    [TestMethod]
    [DataRow("strict")]
    [DataRow("audit")]
    public async Task A_signature_of_another_artifact_never_counts(string level)
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await AttachAsync(_store, subject, key, signed: await Attached.SubjectAsync(_store, "gadget"));
        Refused(await VerifyAsync(Policy(key, Trusted, level), subject));
    }

    [TestMethod]
    public async Task An_envelope_of_another_format_is_refused_and_named()
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        var plan = new ManifestPlan(
            NotationNames.ArtifactType, [PlannedLayer.OfBytes("signature", "application/cose", "envelope"u8.ToArray())]);
        await Attached.PutAsync(_store, plan, subject);
        var finding = Refused(await VerifyAsync(Policy(key, Trusted), subject)).Signatures.Single();
        Assert.Contains("application/cose", finding.Problems.Single());
    }

    [TestMethod]
    public async Task A_signature_of_cosign_does_not_replace_one_of_Notation()
    {
        using var key = NotationKeys.Key("P-256");
        var subject = await Attached.SubjectAsync(_store);
        await Attached.BundleAsync(_store, subject, "P-256");
        var policy = Policy(key, Trusted, members: ", \"cosignKeys\": [\"release.pub\"]");
        Assert.AreEqual(DemandKind.NotationSignature, Refused(await VerifyAsync(policy, subject)).Kind);
        await AttachAsync(_store, subject, key);
        (await VerifyAsync(policy, subject)).EnsureTrusted();
    }

    // The certificate says where its issuer lists those that it has revoked.
    private static TestCertificate Revocable(string key)
    {
        var signer = TestCertificate.Signer(NotationKeys.Subject, key);
        return signer with { Extensions = [.. signer.Extensions, RevocationList()] };
    }

    private static X509Extension RevocationList() =>
        CertificateRevocationListBuilder.BuildCrlDistributionPointExtension(["http://contoso.example/revoked.crl"]);

    private string Policy(
        SigningKey key,
        string identity,
        string level = "strict",
        string more = "",
        string verification = "",
        string members = "",
        X509Certificate2? authority = null)
    {
        _work.Write("truststore/x509/ca/signers/root.pem", (authority ?? key.Chain[^1]).ExportCertificatePem());
        return TrustPolicies.Write(_work, $$"""
            {"version":"1.0","trustPolicies":[{"name":"one","registryScopes":["*"],
            "signatureVerification":{"level":"{{level}}"{{verification}} },
            "trustStores":["ca:signers"{{more}}],"trustedIdentities":["{{identity}}"]{{members}} }]}
            """);
    }

    private static async Task<Descriptor> AttachAsync(
        IContentStore store,
        Descriptor subject,
        SigningKey key,
        TestTimestampServer? server = null,
        Descriptor? signed = null,
        ImageSpecVersion form = ImageSpecVersion.V1_1)
    {
        using var http = server is null ? null : new HttpClient(server, disposeHandler: false);
        var signer = new NotationSigner(new KeyEnvelopeSigner(key), NotationKeys.Clock())
        {
            Timestamps = http is null ? null : new TimestampClient(http, TestTimestampServer.Address),
        };
        return await Attached.PutAsync(store, await signer.PlanAsync(signed ?? subject, form, CancellationToken.None), subject);
    }

    private async Task<VerificationOutcome> VerifyAsync(string policy, Descriptor subject, DateTimeOffset? now = null) =>
        await new ArtifactVerifier(await TrustPolicies.ReadAsync(policy)) { Time = new FakeTimeProvider(now ?? NotationKeys.Now) }
            .VerifyAsync(subject, _store, "registry.contoso.example/widget", TestContext.CancellationToken);

    private static VerificationDemand Refused(VerificationOutcome outcome)
    {
        Failure.With(OciErrorCode.NotTrusted, outcome.EnsureTrusted);
        return outcome.Demands.Single(one => !one.IsMet);
    }
}
