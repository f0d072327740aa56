using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

[TestClass]
public sealed class NotationSignerTests
{
    [TestMethod]
    [DataRow("RSA 2048", "PS256")]
    [DataRow("RSA 3072", "PS384")]
    [DataRow("RSA 4096", "PS512")]
    [DataRow("P-256", "ES256")]
    [DataRow("P-384", "ES384")]
    [DataRow("P-521", "ES512")]
    public async Task The_key_decides_the_algorithm_and_the_header_is_signed(string name, string algorithm)
    {
        using var key = NotationKeys.Key(name);
        var envelope = NotationEnvelope.Parse((await NotationKeys.SignAsync(key)).ToBytes());
        Assert.AreEqual(
            $$"""{"alg":"{{algorithm}}","cty":"application/vnd.cncf.notary.payload.v1+json","io.cncf.notary.signingScheme":"notary.x509","""
            + "\"io.cncf.notary.signingTime\":\"2026-03-01T00:00:00Z\",\"crit\":[\"io.cncf.notary.signingScheme\"]}",
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(envelope.Header)));
        Assert.AreEqual(
            $$$"""{"targetArtifact":{"mediaType":"{{{MediaType.Manifest}}}","digest":"{{{NotationKeys.Content.Digest}}}","size":2}}""",
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(envelope.Payload)));
        var check = new NotationVerifier(NotationKeys.Trust(key.Chain[^1]), NotationKeys.Clock())
            .Verify(envelope.ToBytes(), NotationKeys.Content);
        Assert.IsTrue(check.IsValid, string.Join('\n', check.Failures));
        Assert.AreEqual(NotationKeys.Subject, check.Signed!.Signer);
    }

    [TestMethod]
    public async Task The_envelope_has_exactly_the_members_of_the_specification()
    {
        using var key = NotationKeys.Key("P-256");
        var json = Encoding.UTF8.GetString((await NotationKeys.SignAsync(key)).ToBytes());
        StringAssert.Matches(json, new(
            """^\{"payload":"[\w-]+","protected":"[\w-]+","header":\{"x5c":\["[^"]+","[^"]+"\],"io.cncf.notary.signingAgent":"""
            + "\"ociartifacts/[0-9.]+\"\\},\"signature\":\"[\\w-]{86}\"\\}$",
            RegexOptions.None,
            TimeSpan.FromSeconds(5)));
    }

    [TestMethod]
    [DataRow(ImageSpecVersion.V1_1)]
    [DataRow(ImageSpecVersion.V1_0)]
    public async Task The_manifest_has_the_thumbprints_of_all_certificates(ImageSpecVersion form)
    {
        using var key = NotationKeys.Key("P-256");
        var plan = await new NotationSigner(new KeyEnvelopeSigner(key), NotationKeys.Clock())
            .PlanAsync(NotationKeys.Content, form, CancellationToken.None);
        var packed = await PackedPlan.OfAsync(plan, NotationKeys.Content);
        Assert.AreEqual(form == ImageSpecVersion.V1_1 ? NotationNames.ArtifactType : null, packed.Manifest.ArtifactType);
        Assert.AreEqual(form == ImageSpecVersion.V1_1 ? MediaType.Empty : NotationNames.ArtifactType, packed.Manifest.Config.MediaType);
        Assert.AreEqual("{}", Encoding.UTF8.GetString(packed.Config));
        Assert.AreEqual("application/jose+json", packed.Manifest.Layers.Single().MediaType);
        var hashes = key.Chain.Select(certificate => $"\"{Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))}\"");
        var (name, value) = packed.Manifest.Annotations!.Single();
        Assert.AreEqual("io.cncf.notary.x509chain.thumbprint#S256", name);
        Assert.AreEqual($"[{string.Join(',', hashes)}]", value);
    }

    [TestMethod]
    public async Task A_chain_that_breaks_a_rule_or_is_not_valid_now_does_not_sign()
    {
        using var alone = TestKeys.Signing("P-256");
        await RefusedAsync("There is no certificate", alone);
        using var authority = NotationKeys.Key("P-256", TestCertificate.Authority("CN=Root", "P-256"));
        await RefusedAsync("make it an authority", authority);
        using var late = NotationKeys.Key("P-256", TestCertificate.Signer("CN=Late", "P-256") with { From = NotationKeys.Now.AddDays(1) });
        await RefusedAsync("and not at 2026-03-01", late);
    }

    [TestMethod]
    public async Task An_RSA_key_of_another_size_does_not_sign()
    {
        using var key = NotationKeys.Key("RSA 2560");
        var failure = await Failure.WithAsync(OciErrorCode.InvalidKey, () => NotationKeys.SignAsync(key));
        Assert.Contains("RSA with 2560 bits", failure.Message);
    }

    private static async Task RefusedAsync(string why, SigningKey key)
    {
        var failure = await Failure.WithAsync(OciErrorCode.InvalidCertificateChain, () => NotationKeys.SignAsync(key));
        Assert.Contains(why, failure.Message);
    }
}
