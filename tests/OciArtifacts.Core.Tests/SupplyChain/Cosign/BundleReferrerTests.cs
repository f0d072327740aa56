using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.Tests.SupplyChain.Cosign;

/// <summary>Sigstore bundles as referrers.</summary>
[TestClass]
public sealed class BundleReferrerTests
{
    private static readonly Digest Subject = CosignRecorded.Subject;

    [TestMethod]
    public async Task An_attestation_is_one_layer_with_the_annotations_that_name_its_content()
    {
        var statement = new InTotoStatement([StatementSubject.Of(Subject)], "https://example.com/x", null).ToBytes();
        using var key = TestKeys.Signing("P-256");
        var packed = await PackedPlan.OfAsync(BundleReferrer.PlanAttestation(statement, key), Descriptor.Empty);
        Assert.AreEqual(SigstoreBundle.MediaType, packed.Manifest.ArtifactType);
        Assert.AreEqual(SigstoreBundle.MediaType, packed.Manifest.Layers.Single().MediaType);
        Assert.AreEqual(Descriptor.Empty.Digest, packed.Manifest.Config.Digest);
        Assert.AreSequenceEqual(
            [("dev.sigstore.bundle.content", "dsse-envelope"), ("dev.sigstore.bundle.predicateType", "https://example.com/x")],
            packed.Manifest.Annotations!.Select(pair => (pair.Key, pair.Value)));
        var check = BundleReferrer.Verify(packed.Layers[0], Subject, key.PublicKey);
        Assert.IsTrue(check.IsValid, check.Problem);
        Assert.IsFalse(check.Signed.IsSignature);
        Assert.AreSequenceEqual(statement, check.Signed.Statement!.ToBytes());
    }

    [TestMethod]
    public async Task A_signature_is_a_statement_of_cosign_3_about_the_digest_alone()
    {
        using var key = TestKeys.Signing("P-256");
        var packed = await PackedPlan.OfAsync(BundleReferrer.PlanSignature(Subject, key), Descriptor.Empty);
        var bundle = SigstoreBundle.Parse(packed.Layers[0]);
        Assert.AreEqual(
            $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{{Subject.Encoded}}}"}}],"""
            + "\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\",\"predicate\":{}}",
            Encoding.UTF8.GetString(bundle.Envelope!.Payload.Span));
        Assert.IsTrue(BundleReferrer.Verify(packed.Layers[0], Subject, key.PublicKey).Signed!.IsSignature);
        Assert.StartsWith(
            "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\""
            + key.PublicKey.Hint + "\"}},\"dsseEnvelope\":{\"payload\":\"",
            Encoding.UTF8.GetString(packed.Layers[0]));
    }

    [TestMethod]
    [DataRow("""{"\ud800":1}""")]
    [DataRow("""{"mediaType":"\ud800"}""")]
    [DataRow("""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"\ud800":1}}""")]
    public void Half_of_a_surrogate_pair_makes_a_bundle_invalid(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        Failure.With(OciErrorCode.MalformedContent, () => SigstoreBundle.Parse(bytes));
        using var key = TestKeys.Signing("P-256");
        Assert.Contains("no valid Sigstore bundle", BundleReferrer.Verify(bytes, Subject, key.PublicKey).Problem);
    }

    [TestMethod]
    public void What_cosign_attested_is_accepted()
    {
        var check = Verify(CosignRecorded.Read("bundle.json"), Subject);
        Assert.IsTrue(check.IsValid, check.Problem);
        Assert.AreEqual("https://example.com/x", check.Signed.Statement!.PredicateType);
    }

    [TestMethod]
    public void What_cosign_signed_as_a_message_is_accepted()
    {
        var check = Verify(CosignRecorded.Read("message.json"), Digest.Sha256("content"u8));
        Assert.IsTrue(check.IsValid, check.Problem);
        Assert.IsTrue(check.Signed.IsSignature);
    }

    [TestMethod]
    public void What_was_changed_or_is_about_something_else_is_refused()
    {
        var bundle = CosignRecorded.Read("bundle.json");
        Refused("is not about sha256", bundle, Digest.Sha256("other"u8));
        Refused("or the statement has changed", CosignRecorded.Changed(bundle, "OnsiYSI6MX19", "OnsiYSI6Mn19"), Subject);
        Refused("is a text/plain", CosignRecorded.Changed(bundle, InTotoStatement.MediaType, "text/plain"), Subject);
        Refused("a certificate, not with a key", CosignRecorded.Changed(
            CosignRecorded.Changed(bundle, "MEUCIQDRVR", "MEUCIQDRVS"), "publicKey", "certificate"), Subject);
        Assert.Contains("not made with", BundleReferrer.Verify(bundle, Subject, TestKeys.Public("P-256")).Problem);

        var message = CosignRecorded.Read("message.json");
        Refused("is for sha256:ed70", message, Subject);
        Refused("not made with the key", CosignRecorded.Changed(message, "MEYCIQDGyr", "MEYCIQDGys"), Digest.Sha256("content"u8));
        Refused("one of SHA2_384", CosignRecorded.Changed(message, "SHA2_256", "SHA2_384"), Digest.Sha256("content"u8));
        Refused("is for sha256:ed70", message, Digest.Sha512("content"u8));
    }

    [TestMethod]
    [DataRow("v0.3+json", "v0.4+json", "its mediaType is")]
    [DataRow("\"dsseEnvelope\":", "\"other\":", "not exactly one of")]
    [DataRow("\"dsseEnvelope\":", "\"messageSignature\":{},\"dsseEnvelope\":", "not exactly one of")]
    [DataRow("\"verificationMaterial\":", "\"other\":", "has no verificationMaterial")]
    [DataRow("\"signatures\":[", "\"signatures\":[{\"sig\":\"AAAA\"},", "more than one signature")]
    public void A_bundle_of_another_form_is_refused(string text, string to, string why) =>
        Refused(why, CosignRecorded.Changed(CosignRecorded.Read("bundle.json"), text, to), Subject);

    [TestMethod]
    public void The_media_type_of_older_bundles_is_read()
    {
        var older = CosignRecorded.Changed(
            CosignRecorded.Read("bundle.json"), "vnd.dev.sigstore.bundle.v0.3+json", "vnd.dev.sigstore.bundle+json;version=0.1");
        Assert.IsTrue(Verify(older, Subject).IsValid);
    }

    private static SignatureCheck<SignedBundle> Verify(byte[] bundle, Digest subject) =>
        BundleReferrer.Verify(bundle, subject, CosignRecorded.Key);

    private static void Refused(string why, byte[] bundle, Digest subject)
    {
        var check = Verify(bundle, subject);
        Assert.IsFalse(check.IsValid);
        Assert.Contains(why, check.Problem);
    }
}
