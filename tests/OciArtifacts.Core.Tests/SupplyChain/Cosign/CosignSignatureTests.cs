using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Cosign;
using OciArtifacts.Core.SupplyChain.Keys;

namespace OciArtifacts.Core.Tests.SupplyChain.Cosign;

/// <summary>Signatures in the tag form of cosign.</summary>
[TestClass]
public sealed class CosignSignatureTests
{
    private static readonly Digest Subject = CosignRecorded.Subject;

    [TestMethod]
    public void The_payload_has_the_bytes_that_cosign_writes() =>
        Assert.AreSequenceEqual(CosignRecorded.Read("signature.json"), new SimpleSigning("127.0.0.1:5917/app", Subject).ToBytes());

    [TestMethod]
    [DataRow("P-256")]
    [DataRow("P-384")]
    [DataRow("RSA 3072")]
    public async Task The_manifest_is_an_image_without_subject_whose_layer_is_signed(string name)
    {
        using var key = TestKeys.Signing(name);
        var packed = await PackedPlan.OfAsync(CosignSignature.Plan(Subject, "registry.example.com/app", key));
        Assert.IsNull(packed.Manifest.ArtifactType);
        Assert.IsNull(packed.Manifest.Annotations);
        Assert.AreEqual(MediaType.ImageConfig, packed.Manifest.Config.MediaType);
        var layer = packed.Manifest.Layers.Single();
        Assert.AreEqual(SimpleSigning.MediaType, layer.MediaType);
        Assert.AreEqual(
            $$$"""{"architecture":"","os":"","rootfs":{"type":"layers","diff_ids":["{{{layer.Digest}}}"]},"config":{}}""",
            Encoding.UTF8.GetString(packed.Config));
        var signed = CosignSignature.Verify(layer, packed.Layers[0], Subject, key.PublicKey);
        Assert.IsTrue(signed.IsValid, signed.Problem);
        Assert.AreEqual(new SimpleSigning("registry.example.com/app", Subject), signed.Signed);
    }

    [TestMethod]
    public void What_cosign_signed_is_accepted()
    {
        var check = Verify(Layer, CosignRecorded.Read("signature.json"), Subject);
        Assert.IsTrue(check.IsValid, check.Problem);
        Assert.AreEqual("127.0.0.1:5917/app", check.Signed.DockerReference);
    }

    [TestMethod]
    public void What_was_changed_or_is_for_something_else_is_refused()
    {
        var payload = CosignRecorded.Read("signature.json");
        Refused("or the payload has changed", Verify(Layer, CosignRecorded.Changed(payload, "5917", "5918"), Subject));
        Refused("is for sha256:b553", Verify(Layer, payload, Digest.Sha256("other"u8)));
        Refused("not made with the key", CosignSignature.Verify(Layer, payload, Subject, TestKeys.Public("P-256")));
        Refused("no signature", Verify(Layer with { MediaType = MediaType.LayerGzip }, payload, Subject));
        Refused("no annotation", Verify(Layer with { Annotations = null }, payload, Subject));
        Refused("no annotation", Verify(Signed(Layer, ""), payload, Subject));
        Refused("no annotation", Verify(Signed(Layer, "!"), payload, Subject));
        Refused("or the payload has changed", Verify(Signed(Layer, "AAAA"), payload, Subject));
    }

    [TestMethod]
    [DataRow("\"cosign container image signature\"", "\"atomic container signature\"", "its type is")]
    [DataRow("\"type\":", "\"other\":", "has no type")]
    [DataRow("sha256:", "sha256", "is no digest")]
    [DataRow("\"critical\":", "\"other\":", "has no critical")]
    [DataRow("\"image\":", "\"other\":", "has no image")]
    [DataRow("\"optional\":null", "\"optional\":null,\"optional\":null", "twice")]
    public void A_signed_payload_of_another_form_is_refused(string text, string to, string why)
    {
        using var key = TestKeys.Signing("P-256");
        var payload = CosignRecorded.Changed(CosignRecorded.Read("signature.json"), text, to);
        var layer = Signed(Layer, Convert.ToBase64String(key.Sign(payload, SignatureScheme.Sigstore)));
        Refused(why, CosignSignature.Verify(layer, payload, Subject, key.PublicKey));
    }

    [TestMethod]
    public void Earlier_layers_can_stay_in_the_manifest() =>
        Assert.HasCount(2, CosignTag.Plan([.. Plan().Layers, .. Plan().Layers]).Layers);

    private static Descriptor Layer => Manifest.Parse(CosignRecorded.Read("signature.manifest.json")).Layers.Single();

    private static ManifestPlan Plan()
    {
        using var key = TestKeys.Signing("P-256");
        return CosignSignature.Plan(Subject, "registry.example.com/app", key);
    }

    private static SignatureCheck<SimpleSigning> Verify(Descriptor layer, byte[] payload, Digest subject) =>
        CosignSignature.Verify(layer, payload, subject, CosignRecorded.Key);

    private static Descriptor Signed(Descriptor layer, string signature) => layer with
    {
        Annotations = new Dictionary<string, string> { [CosignTag.SignatureAnnotation] = signature },
    };

    private static void Refused(string why, SignatureCheck<SimpleSigning> check)
    {
        Assert.IsFalse(check.IsValid);
        Assert.Contains(why, check.Problem);
    }
}
