using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Dsse;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.Tests.SupplyChain.Cosign;

/// <summary>Attestations in the tag form of cosign.</summary>
[TestClass]
public sealed class CosignAttestationTests
{
    private static readonly Digest Subject = CosignRecorded.Subject;
    private static readonly byte[] Statement = new InTotoStatement([StatementSubject.Of(Subject)], "https://example.com/x", null).ToBytes();

    [TestMethod]
    public async Task The_layer_has_the_predicate_type_and_the_empty_signature_that_cosign_wants()
    {
        using var key = TestKeys.Signing("P-256");
        var packed = await PackedPlan.OfAsync(CosignAttestation.Plan(Statement, key));
        var layer = packed.Manifest.Layers.Single();
        Assert.AreEqual(DsseEnvelope.MediaType, layer.MediaType);
        Assert.AreEqual("", layer.Annotations!["dev.cosignproject.cosign/signature"]);
        Assert.AreEqual("https://example.com/x", layer.Annotations["predicateType"]);
        Assert.AreEqual(MediaType.ImageConfig, packed.Manifest.EffectiveArtifactType);
        var check = CosignAttestation.Verify(packed.Layers[0], Subject, key.PublicKey);
        Assert.IsTrue(check.IsValid, check.Problem);
        Assert.AreSequenceEqual(Statement, check.Signed.ToBytes());
    }

    [TestMethod]
    public void What_cosign_attested_is_accepted()
    {
        var check = CosignAttestation.Verify(CosignRecorded.Read("attestation.json"), Subject, CosignRecorded.Key);
        Assert.IsTrue(check.IsValid, check.Problem);
        Assert.AreEqual("https://example.com/x", check.Signed.PredicateType);
    }

    [TestMethod]
    public void What_was_changed_or_is_about_something_else_is_refused()
    {
        var envelope = CosignRecorded.Read("attestation.json");
        Refused("or the statement has changed", CosignRecorded.Changed(envelope, "OnsiYSI6MX19", "OnsiYSI6Mn19"), Subject);
        Refused("is not about sha256", envelope, Digest.Sha256("other"u8));
        Refused("is a text/plain, no app", CosignRecorded.Changed(envelope, InTotoStatement.MediaType, "text/plain"), Subject);
        Refused("no valid DSSE envelope", [1, 2, 3], Subject);
        var check = CosignAttestation.Verify(envelope, Subject, TestKeys.Public("P-256"));
        Assert.Contains("not made with the key", check.Problem);
    }

    [TestMethod]
    public void A_signed_payload_that_is_no_statement_is_refused()
    {
        using var key = TestKeys.Signing("P-256");
        var envelope = DsseEnvelope.Sign(InTotoStatement.MediaType, "{}"u8.ToArray(), key).ToBytes();
        Assert.Contains("no valid in-toto statement", CosignAttestation.Verify(envelope, Subject, key.PublicKey).Problem);
        Failure.With(OciErrorCode.MalformedContent, () => CosignAttestation.Plan("{}"u8.ToArray(), key));
    }

    private static void Refused(string why, byte[] envelope, Digest subject)
    {
        var check = CosignAttestation.Verify(envelope, subject, CosignRecorded.Key);
        Assert.IsFalse(check.IsValid);
        Assert.Contains(why, check.Problem);
    }
}
