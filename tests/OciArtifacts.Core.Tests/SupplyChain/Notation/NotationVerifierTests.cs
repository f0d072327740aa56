using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

/// <summary>Envelopes that are refused, each for one reason.</summary>
[TestClass]
public sealed class NotationVerifierTests
{
    private readonly SigningKey _key = NotationKeys.Key("P-256");

    [TestCleanup]
    public void Dispose() => _key.Dispose();

    [TestMethod]
    public async Task A_signature_for_another_manifest_is_refused()
    {
        var envelope = await SignedAsync();
        var content = NotationKeys.Content;
        foreach (var other in (Descriptor[])
            [content with { Digest = Digest.Sha256("other"u8) }, content with { Size = 3 }, content with { MediaType = MediaType.Index }])
        {
            Refused("The signature is for", NotationStep.Integrity, Verify(envelope, other));
        }
    }

    [TestMethod]
    [DataRow("payload")]
    [DataRow("protected")]
    [DataRow("signature")]
    public async Task A_changed_envelope_is_refused(string member)
    {
        var json = JsonNode.Parse(await SignedAsync())!;
        var bytes = Base64Url.DecodeFromChars(json[member]!.GetValue<string>());
        bytes[^3] ^= 1;
        json[member] = Base64Url.EncodeToString(bytes);
        Assert.IsNull(Verify(Bytes(json)).Signed);
    }

    [TestMethod]
    public async Task A_certificate_of_another_key_is_refused()
    {
        using var other = NotationKeys.Key("other P-256");
        var envelope = (await NotationKeys.SignAsync(_key)) with { Chain = other.Chain };
        Refused("not made with the key", NotationStep.Integrity, Verify(envelope.ToBytes()));
    }

    [TestMethod]
    public void A_header_that_is_not_understood_or_not_critical_is_refused()
    {
        RefusedHeader("critical header io.example.own, which is not understood", header =>
        {
            header["io.example.own"] = 1;
            header["crit"]!.AsArray().Add("io.example.own");
        });
        RefusedHeader("critical header io.cncf.notary.verificationPlugin", header =>
        {
            header["io.cncf.notary.verificationPlugin"] = "com.example";
            header["crit"]!.AsArray().Add("io.cncf.notary.verificationPlugin");
        });
        RefusedHeader("its io.cncf.notary.signingScheme is not critical", header => header.Remove("crit"));
        RefusedHeader("its io.cncf.notary.expiry is not critical", header => header["io.cncf.notary.expiry"] = "2030-01-01T00:00:00Z");
        RefusedHeader("no io.cncf.notary.expiry, which is critical", header => header["crit"]!.AsArray().Add("io.cncf.notary.expiry"));
        RefusedHeader("its cty is 'text/plain'", header => header["cty"] = "text/plain");
        RefusedHeader("signingScheme is 'other'", header => header["io.cncf.notary.signingScheme"] = "other");
        RefusedHeader("no io.cncf.notary.signingTime", header => header.Remove("io.cncf.notary.signingTime"));
        RefusedHeader("signingTime is no time", header => header["io.cncf.notary.signingTime"] = "2026-03-01T00:00:00");
        RefusedHeader("authenticSigningTime, which notary.x509 forbids", header =>
            header["io.cncf.notary.authenticSigningTime"] = "2026-03-01T00:00:00Z");
        RefusedHeader("no io.cncf.notary.authenticSigningTime", header =>
        {
            header["io.cncf.notary.signingScheme"] = "notary.x509.signingAuthority";
            header.Remove("io.cncf.notary.signingTime");
        });
        RefusedHeader("expires before it is signed", header =>
        {
            header["io.cncf.notary.expiry"] = "2026-03-01T00:00:00Z";
            header["crit"]!.AsArray().Add("io.cncf.notary.expiry");
        });
    }

    [TestMethod]
    [DataRow("ES384")]
    [DataRow("PS256")]
    [DataRow("none")]
    public void An_algorithm_that_is_not_that_of_the_key_is_refused(string algorithm) =>
        RefusedHeader($"signature is {algorithm}, and that of its certificate ES256", header => header["alg"] = algorithm);

    [TestMethod]
    public async Task An_envelope_of_another_form_is_refused()
    {
        await RefusedJsonAsync("has a member signatures", json => json["signatures"] = new JsonArray());
        await RefusedJsonAsync("has no signature", json => json.AsObject().Remove("signature"));
        await RefusedJsonAsync("has no header", json => json.AsObject().Remove("header"));
        await RefusedJsonAsync("its payload is no base64url", json => json["payload"] = json["payload"]!.GetValue<string>() + "==");
        await RefusedJsonAsync("its alg is signed and not signed", json => json["header"]!["alg"] = "ES256");
        await RefusedJsonAsync("There is no certificate", json => json["header"]!.AsObject().Remove("x5c"));
        await RefusedJsonAsync("x5c has something else", json => json["header"]!["x5c"]![0] = "AAAA");
        Refused("no JSON", NotationStep.Integrity, Verify("nothing"u8.ToArray()));
    }

    [TestMethod]
    [DataRow("""{"\ud800":1}""")]
    [DataRow("""{"\ud800":1,"payload":"e30"}""")]
    [DataRow("""{"payload":"a!b","protected":"e30","header":{},"signature":"AAAA"}""")]
    [DataRow("""{"payload":"e30","protected":"a!b","header":{},"signature":"AAAA"}""")]
    [DataRow("""{"payload":"e30","protected":"e30","header":{},"signature":"a!b"}""")]
    [DataRow("""{"payload":"e30","protected":"e30","header":{"x5c":["\ud800"]},"signature":"AAAA"}""")]
    [DataRow("""{"payload":"e30","protected":"e30","header":{"\ud800":1},"signature":"AAAA"}""")]
    public void Text_that_cannot_be_decoded_makes_an_envelope_invalid(string json) =>
        Refused("This is no valid Notation envelope", NotationStep.Integrity, Verify(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    public async Task A_chain_of_more_than_20_certificates_is_refused() =>
        await RefusedJsonAsync("more than 20 certificates", json =>
        {
            var chain = json["header"]!["x5c"]!.AsArray();
            while (chain.Count < 21) chain.Add(chain[0]!.DeepClone());
        });

    [TestMethod]
    public async Task The_root_is_left_out_of_no_envelope() =>
        await RefusedJsonAsync("the root is missing", json => json["header"]!["x5c"]!.AsArray().RemoveAt(1));

    [TestMethod]
    public async Task A_signer_that_no_trusted_authority_certifies_is_refused()
    {
        var envelope = await SignedAsync();
        Refused("leads to no trusted authority", NotationStep.Authenticity, Verify(envelope, trust: new NotationTrust()));

        // The same name and number, and another key.
        var forged = (NotationKeys.Authority with { Key = "RSA 3072" }).SelfSigned();
        Refused("leads to no trusted authority", NotationStep.Authenticity, Verify(envelope, trust: NotationKeys.Trust(forged)));
        var service = new NotationTrust { SigningAuthorities = [_key.Chain[^1]] };
        Refused("leads to no trusted authority", NotationStep.Authenticity, Verify(envelope, trust: service));
    }

    [TestMethod]
    public async Task A_signer_whose_own_certificate_is_trusted_is_accepted() =>
        Assert.IsTrue(Verify(await SignedAsync(), trust: NotationKeys.Trust(_key.Chain[0])).IsValid);

    [TestMethod]
    public async Task A_signer_that_is_no_trusted_identity_is_refused()
    {
        var envelope = await SignedAsync();
        var contoso = SubjectMatcher.TryParse("x509.subject: C=US, ST=WA, O=Contoso", out _)!;
        var fabrikam = SubjectMatcher.TryParse("x509.subject: C=US, ST=WA, O=Fabrikam", out _)!;
        var trust = NotationKeys.Trust(_key.Chain[^1]);
        Assert.IsTrue(Verify(envelope, trust: trust with { Identities = [fabrikam, contoso] }).IsValid);
        foreach (var identities in (SubjectMatcher[][])[[fabrikam], []])
        {
            var check = Verify(envelope, trust: trust with { Identities = identities });
            Refused("none of the trusted identities", NotationStep.Authenticity, check);
        }
    }

    [TestMethod]
    public void An_expired_signature_is_refused_and_said_to_be_so()
    {
        var envelope = Signed(header =>
        {
            header["io.cncf.notary.expiry"] = "2026-04-01T02:00:00+02:00";
            header["crit"]!.AsArray().Add("io.cncf.notary.expiry");
        });
        Assert.IsTrue(Verify(envelope, now: new DateTimeOffset(2026, 3, 31, 23, 59, 59, TimeSpan.Zero)).IsValid);
        var late = Verify(envelope, now: new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));
        Refused("has expired at 2026-04-01T00:00:00Z", NotationStep.Expiry, late);
        Assert.IsNotNull(late.Signed);
    }

    [TestMethod]
    public async Task Without_time_stamp_every_certificate_is_valid_at_the_verification()
    {
        var check = Verify(await SignedAsync(), now: TestCertificate.End.AddDays(1));
        Refused("cannot be used: it is valid from", NotationStep.AuthenticTimestamp, check);
    }

    [TestMethod]
    public void The_time_of_a_signing_authority_is_believed()
    {
        var envelope = Signed(header =>
        {
            header["io.cncf.notary.signingScheme"] = "notary.x509.signingAuthority";
            header["io.cncf.notary.authenticSigningTime"] = "2026-03-01T00:00:00.5Z";
            header.Remove("io.cncf.notary.signingTime");
            header["crit"]!.AsArray().Add("io.cncf.notary.authenticSigningTime");
        });
        var service = new NotationTrust { SigningAuthorities = [_key.Chain[^1]] };
        Assert.IsTrue(Verify(envelope, trust: service, now: TestCertificate.End.AddYears(1)).IsValid);
        Refused("no trusted authority", NotationStep.Authenticity, Verify(envelope));
    }

    [TestMethod]
    public void Metadata_of_the_signer_is_read_and_other_headers_are_ignored()
    {
        var payload = Encoding.UTF8.GetString(NotationPayload.ToBytes(NotationKeys.Content))
            .Replace("\"size\":2", "\"size\":2,\"annotations\":{\"build\":\"7\"}", StringComparison.Ordinal);
        var header = Header(json => json["io.example.note"] = "free");
        var check = Verify(Sign(header, Encoding.UTF8.GetBytes(payload)));
        Assert.IsTrue(check.IsValid, string.Join('\n', check.Failures));
        Assert.AreEqual("7", check.Signed!.Target.Annotations!["build"]);
    }

    private async Task<byte[]> SignedAsync() => (await NotationKeys.SignAsync(_key)).ToBytes();

    private static byte[] Header(Action<JsonObject> change)
    {
        var header = new NotationHeader("ES256", NotationNames.X509Scheme, NotationKeys.Now);
        var json = JsonNode.Parse(header.ToBytes())!.AsObject();
        change(json);
        return Bytes(json);
    }

    private byte[] Signed(Action<JsonObject> change) => Sign(Header(change), NotationPayload.ToBytes(NotationKeys.Content));

    private byte[] Sign(byte[] header, byte[] payload)
    {
        var (encoded, body) = NotationEnvelope.Encode(header, payload);
        var envelope = new NotationEnvelope(encoded, body, default, _key.Chain);
        var signature = _key.Sign(envelope.SignedBytes, JwsAlgorithm.Of(_key.PublicKey)!.Scheme);
        return (envelope with { Signature = signature }).ToBytes();
    }

    private NotationCheck Verify(
        byte[] envelope, Descriptor? subject = null, NotationTrust? trust = null, DateTimeOffset? now = null) =>
        new NotationVerifier(trust ?? NotationKeys.Trust(_key.Chain[^1]), NotationKeys.Clock(now))
            .Verify(envelope, subject ?? NotationKeys.Content);

    private void RefusedHeader(string why, Action<JsonObject> change) => Refused(why, NotationStep.Integrity, Verify(Signed(change)));

    private async Task RefusedJsonAsync(string why, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(await SignedAsync())!;
        change(json);
        Refused(why, NotationStep.Integrity, Verify(Bytes(json)));
    }

    private static void Refused(string why, NotationStep step, NotationCheck check)
    {
        var (failed, problem) = check.Failures.Single();
        Assert.AreEqual(step, failed, problem);
        Assert.Contains(why, problem);
    }

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
