using System.Text;
using OciArtifacts.Core.SupplyChain.Dsse;

namespace OciArtifacts.Core.Tests.SupplyChain.Dsse;

[TestClass]
public sealed class DsseEnvelopeTests
{
    // The example of DSSE's protocol.md.
    [TestMethod]
    public void What_is_signed_has_the_type_and_both_lengths() =>
        Assert.AreEqual(
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
            Encoding.UTF8.GetString(DsseEnvelope.SignedBytes("http://example.com/HelloWorld", "hello world"u8)));

    [TestMethod]
    public void Lengths_count_bytes() =>
        Assert.AreEqual("DSSEv1 2 é 4 éé", Encoding.UTF8.GetString(DsseEnvelope.SignedBytes("é", "éé"u8)));

    [TestMethod]
    [DataRow("P-256")]
    [DataRow("P-384")]
    [DataRow("RSA 2048")]
    public void A_signed_envelope_is_verified_with_its_key_only(string name)
    {
        using var key = TestKeys.Signing(name);
        var envelope = DsseEnvelope.Parse(DsseEnvelope.Sign("text/plain", "payload"u8.ToArray(), key).ToBytes());
        Assert.AreEqual("text/plain", envelope.PayloadType);
        Assert.AreSequenceEqual("payload"u8.ToArray(), envelope.Payload.ToArray());
        Assert.IsTrue(envelope.IsSignedBy(key.PublicKey));
        Assert.IsFalse(envelope.IsSignedBy(TestKeys.Public("other P-256")));
        Assert.IsFalse((envelope with { PayloadType = "text/html" }).IsSignedBy(key.PublicKey));
        Assert.IsFalse((envelope with { Payload = "payloae"u8.ToArray() }).IsSignedBy(key.PublicKey));
    }

    [TestMethod]
    public void One_signature_of_several_is_enough_and_the_key_id_decides_nothing()
    {
        using var key = TestKeys.Signing("P-256");
        using var other = TestKeys.Signing("other P-256");
        var first = DsseEnvelope.Sign("t", "x"u8.ToArray(), other);
        var both = first with
        {
            Signatures = [first.Signatures[0], DsseEnvelope.Sign("t", "x"u8.ToArray(), key).Signatures[0] with { KeyId = "other" }],
        };
        var read = DsseEnvelope.Parse(both.ToBytes());
        Assert.IsTrue(read.IsSignedBy(key.PublicKey));
        Assert.AreEqual("other", read.Signatures[1].KeyId);
    }

    [TestMethod]
    [DataRow("-_8=")]
    [DataRow("-_8")]
    [DataRow("+/8=")]
    public void Both_alphabets_of_base64_are_read(string text)
    {
        var json = $$"""{"payloadType":"t","payload":"{{text}}","signatures":[{"sig":"{{text}}","keyid":""}],"other":1}""";
        var envelope = DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json));
        Assert.AreSequenceEqual(new byte[] { 0xFB, 0xFF }, envelope.Payload.ToArray());
        Assert.AreSequenceEqual(new byte[] { 0xFB, 0xFF }, envelope.Signatures[0].Bytes.ToArray());
    }

    [TestMethod]
    [DataRow("x", "no JSON")]
    [DataRow("[]", "no JSON object")]
    [DataRow("""{"payload":"AA==","signatures":[{"sig":"AA=="}]}""", "no payloadType")]
    [DataRow("""{"payloadType":"t","signatures":[{"sig":"AA=="}]}""", "no payload")]
    [DataRow("""{"payloadType":"t","payload":"AA=="}""", "no signature")]
    [DataRow("""{"payloadType":"t","payload":"AA==","signatures":[]}""", "no signature")]
    [DataRow("""{"payloadType":"t","payload":"AA==","signatures":{}}""", "no list")]
    [DataRow("""{"payloadType":"t","payload":"AA==","signatures":["AA=="]}""", "something else than objects")]
    [DataRow("""{"payloadType":"t","payload":"A","signatures":[{"sig":"AA=="}]}""", "payload is no base64")]
    [DataRow("""{"payloadType":"t","payload":"AA==","signatures":[{"sig":"!"}]}""", "sig is no base64")]
    [DataRow("""{"payloadType":"t","payload":"AA==","payload":"AQ==","signatures":[{"sig":"AA=="}]}""", "twice")]
    public void What_is_no_envelope_is_refused(string json, string why)
    {
        var failure = Failure.With(OciErrorCode.MalformedContent, () => DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json)));
        Assert.Contains(why, failure.Message);
    }
}
