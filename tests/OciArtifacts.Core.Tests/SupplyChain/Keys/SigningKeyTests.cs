using System.Security.Cryptography;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Keys;

[TestClass]
public sealed class SigningKeyTests
{
    private static readonly PbeParameters Pbe = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    [TestMethod]
    [DataRow("P-256", KeyType.P256, 256)]
    [DataRow("P-384", KeyType.P384, 384)]
    [DataRow("P-521", KeyType.P521, 521)]
    [DataRow("RSA 2048", KeyType.Rsa, 2048)]
    [DataRow("RSA 3072", KeyType.Rsa, 3072)]
    public void It_signs_what_its_public_half_verifies(string name, object type, int bits)
    {
        using var key = TestKeys.Signing(name);
        Assert.AreEqual((KeyType)type, key.PublicKey.Type);
        Assert.AreEqual(bits, key.PublicKey.Bits);
        foreach (var scheme in (SignatureScheme[])[SignatureScheme.Sigstore, SignatureScheme.Jose(HashAlgorithmName.SHA384)])
        {
            var signature = key.Sign("data"u8, scheme);
            Assert.IsTrue(key.PublicKey.Verify("data"u8, signature, scheme));
            Assert.IsFalse(key.PublicKey.Verify("date"u8, signature, scheme));
            Assert.IsFalse(key.PublicKey.Verify("data"u8, signature.AsSpan(1), scheme));
            Assert.IsFalse(TestKeys.Public("other P-256").Verify("data"u8, signature, scheme));
        }
    }

    [TestMethod]
    [DataRow("P-256")]
    [DataRow("RSA 2048")]
    public void Every_form_of_the_same_key_has_the_same_id(string name)
    {
        using var key = TestKeys.Algorithm(name);
        string[] forms =
        [
            key.ExportPkcs8PrivateKeyPem(),
            key.ExportEncryptedPkcs8PrivateKeyPem(TestKeys.Passphrase, Pbe),
            key is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem(),
            "text before\n-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + TestKeys.Pem(name),
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(TestKeys.Pem(name))),
        ];
        foreach (var form in forms)
        {
            using var read = TestKeys.Read(form, TestKeys.Passphrase);
            Assert.AreEqual(TestKeys.Public(name).Id, read.PublicKey.Id);
            Assert.IsEmpty(read.Chain);
        }
    }

    [TestMethod]
    public void A_file_and_a_variable_with_the_same_key_give_the_same_key()
    {
        using var folder = new WorkFolder();
        var path = folder["key.pem"];
        File.WriteAllText(path, TestKeys.Pem("P-384"));
        using var key = SigningKey.Read(new SigningKeyOptions(KeySource.File(path)), _ => null);
        Assert.AreEqual(TestKeys.Public("P-384").Id, key.PublicKey.Id);
    }

    [TestMethod]
    public void An_encrypted_key_needs_its_passphrase()
    {
        using var key = TestKeys.Algorithm("P-256");
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem(TestKeys.Passphrase, Pbe);
        Refused("no passphrase is given", pem);
        Refused("the passphrase is another one", pem, "wrong passphrase");
        Refused("environment variable PASSPHRASE, which is not set", pem, "");
    }

    [TestMethod]
    public void A_key_of_another_kind_is_refused_by_its_name()
    {
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        Refused("is RSA with 1024 bits", small.ExportPkcs8PrivateKeyPem());
        Refused("on the curve 1.3.132.0.10", curve.ExportPkcs8PrivateKeyPem());
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var unknown = old.ExportECPrivateKey();
        unknown[unknown.AsSpan().IndexOf(Convert.FromHexString("2a8648ce3d030107")) + 7] = 0x7f;
        Refused("is on a curve that is not known here", PemEncoding.WriteString("EC PRIVATE KEY", unknown));
        Refused("is Ed25519", PemEncoding.WriteString(
            "PRIVATE KEY",
            [.. Convert.FromHexString("302e020100300506032b657004220420"), .. new byte[32]]));
    }

    [TestMethod]
    [DataRow("ENCRYPTED SIGSTORE PRIVATE KEY")]
    [DataRow("ENCRYPTED COSIGN PRIVATE KEY")]
    public void The_form_of_cosign_is_refused_with_a_way_out(string label) =>
        Refused("only cosign reads. Give the key as PKCS#8", PemEncoding.WriteString(label, "{}"u8));

    [TestMethod]
    public void What_is_no_private_key_is_refused()
    {
        Refused("has no private key", "not a key");
        Refused("has no private key", TestKeys.Public("P-256").ToPem());
        Refused("has 2 private keys", TestKeys.Pem("P-256") + "\n" + TestKeys.Pem("P-384"));
        Refused("is damaged", PemEncoding.WriteString("PRIVATE KEY", [1, 2, 3]));
        Refused("is no PKCS#8", PemEncoding.WriteString("DSA PRIVATE KEY", [1, 2, 3]));
        Refused("in an old form", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----");
        Refused("no PKCS#12 and no PEM", Convert.ToBase64String([0x30, 1, 2]));
    }

    [TestMethod]
    public void A_missing_file_and_a_missing_variable_are_named()
    {
        using var folder = new WorkFolder();
        var missing = folder["none.pem"];
        var failure = Failure.With(
            OciErrorCode.FileNotFound, () => SigningKey.Read(new SigningKeyOptions(KeySource.File(missing)), _ => null));
        Assert.Contains(missing, failure.Message);
        failure = Failure.With(
            OciErrorCode.InvalidKey, () => SigningKey.Read(new SigningKeyOptions(KeySource.Variable("RELEASE_KEY")), _ => null));
        Assert.Contains("RELEASE_KEY, which is not set", failure.Message);
    }

    [TestMethod]
    public void A_key_that_is_given_where_a_name_is_wanted_is_not_shown()
    {
        var pem = TestKeys.Pem("P-256");
        foreach (var source in (KeySource[])[KeySource.File(pem), KeySource.Variable(pem)])
        {
            var failure = Failure.With(OciErrorCode.InvalidKey, () => SigningKey.Read(new SigningKeyOptions(source), _ => null));
            AssertNoSecret(failure, pem);
        }

        var options = new SigningKeyOptions(KeySource.Variable("KEY")) { PassphraseVariable = TestKeys.Passphrase };
        using var key = TestKeys.Algorithm("P-256");
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem(TestKeys.Passphrase, Pbe);
        AssertNoSecret(Failure.With(OciErrorCode.InvalidKey, () => SigningKey.Read(options, _ => encrypted)), encrypted);
    }

    private static void Refused(string why, string key, string? passphrase = null)
    {
        var failure = Failure.With(OciErrorCode.InvalidKey, () => TestKeys.Read(key, passphrase).Dispose());
        Assert.Contains(why, failure.Message);
        AssertNoSecret(failure, key);
    }

    private static void AssertNoSecret(OciException failure, string key)
    {
        var shown = failure.ToString();
        Assert.DoesNotContain(TestKeys.Passphrase, shown);
        foreach (var line in key.Split('\n').Where(line => line.Length > 20 && !line.StartsWith('-'))) Assert.DoesNotContain(line, shown);
    }
}
