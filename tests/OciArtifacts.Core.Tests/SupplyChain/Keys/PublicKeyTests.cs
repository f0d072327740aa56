using System.Security.Cryptography;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Keys;

[TestClass]
public sealed class PublicKeyTests
{
    [TestMethod]
    [DataRow("P-256")]
    [DataRow("RSA 2048")]
    public void It_is_read_from_the_file_that_openssl_writes_and_named_by_its_hash(string name)
    {
        using var key = TestKeys.Algorithm(name);
        using var folder = new WorkFolder();
        File.WriteAllText(folder["key.pub"], key.ExportSubjectPublicKeyInfoPem() + "\n");
        var read = PublicKey.ReadFile(folder["key.pub"]);
        var hash = SHA256.HashData(key.ExportSubjectPublicKeyInfo());
        Assert.AreEqual($"sha256:{Convert.ToHexStringLower(hash)}", read.Id.ToString());
        Assert.AreEqual(Convert.ToBase64String(hash), read.Hint);
        Assert.AreEqual(read.Id, PublicKey.Parse(read.ToPem(), "The key").Id);
    }

    [TestMethod]
    public void A_private_key_in_its_place_is_refused_and_not_shown()
    {
        var pem = TestKeys.Pem("P-256");
        var failure = Failure.With(OciErrorCode.InvalidKey, () => PublicKey.Parse(pem, "The public key 'x'"));
        Assert.Contains("The public key 'x' is a private key", failure.Message);
        Assert.DoesNotContain(pem.Split('\n')[1], failure.ToString());
    }

    [TestMethod]
    public void What_is_no_public_key_or_of_another_kind_is_refused()
    {
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        Refused("has no block", "text");
        Refused("is damaged", PemEncoding.WriteString("PUBLIC KEY", [1, 2, 3]));
        Refused("is RSA with 1024 bits", small.ExportSubjectPublicKeyInfoPem());
        Refused("on the curve 1.3.132.0.10", curve.ExportSubjectPublicKeyInfoPem());
    }

    private static void Refused(string why, string pem) =>
        Assert.Contains(why, Failure.With(OciErrorCode.InvalidKey, () => PublicKey.Parse(pem, "The key")).Message);
}
