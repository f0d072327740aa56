using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Keys;

/// <summary>Certificates beside a private key: in its file, or in one of their own.</summary>
[TestClass]
public sealed class CertificateFilesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly X509Certificate2 Root = Issue("CN=Root", "P-384", null);
    private static readonly X509Certificate2 Middle = Issue("CN=Middle", "P-521", Root);
    private static readonly X509Certificate2 Leaf = Issue("CN=Leaf", "P-256", Middle);
    private static readonly X509Certificate2 Other = Issue("CN=Other", "other P-256", null);

    [TestMethod]
    public void PKCS12_has_the_key_and_its_chain()
    {
        using var leaf = Leaf.CopyWithPrivateKey((ECDsa)TestKeys.Algorithm("P-256"));
        X509Certificate2[] all = [Root, Other, Middle, leaf];
        var file = new X509Certificate2Collection(all).Export(X509ContentType.Pkcs12, TestKeys.Passphrase)!;
        using var key = TestKeys.Read(Convert.ToBase64String(file), TestKeys.Passphrase);
        Assert.AreEqual(TestKeys.Public("P-256").Id, key.PublicKey.Id);
        AssertChain(key);
        Assert.IsTrue(key.PublicKey.Verify("x"u8, key.Sign("x"u8, SignatureScheme.Sigstore), SignatureScheme.Sigstore));
    }

    [TestMethod]
    public void PKCS12_with_RSA_without_passphrase_is_read()
    {
        using var own = (RSA)TestKeys.Algorithm("RSA 2048");
        using var certificate = new CertificateRequest("CN=Own", own, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Start, Start.AddYears(1));
        using var key = TestKeys.Read(Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12)));
        Assert.AreEqual(TestKeys.Public("RSA 2048").Id, key.PublicKey.Id);
        Assert.HasCount(1, key.Chain);
    }

    [TestMethod]
    public void PKCS12_with_another_passphrase_or_two_keys_is_refused()
    {
        using var leaf = Leaf.CopyWithPrivateKey((ECDsa)TestKeys.Algorithm("P-256"));
        using var other = Other.CopyWithPrivateKey((ECDsa)TestKeys.Algorithm("other P-256"));
        var two = new X509Certificate2Collection((X509Certificate2[])[leaf, other]).Export(X509ContentType.Pkcs12, TestKeys.Passphrase)!;
        Refused("the passphrase is another one", two, "wrong");
        Refused("the passphrase is another one or is not given", two, null);
        Refused("has 2 private keys", two, TestKeys.Passphrase);
        Refused("has 0 private keys", new X509Certificate2Collection((X509Certificate2[])[Root]).Export(X509ContentType.Pkcs12)!, null);
    }

    [TestMethod]
    public void Certificates_behind_a_key_in_PEM_are_its_chain_in_any_order()
    {
        using var key = TestKeys.Read(string.Join('\n', Pem(Root), TestKeys.Pem("P-256"), Pem(Other), Pem(Middle), Pem(Leaf)));
        AssertChain(key);
    }

    [TestMethod]
    public void A_certificate_file_has_the_chain_of_a_key_without_certificates()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder["chain.pem"], Pem(Middle) + "\n" + Pem(Leaf) + "\n" + Pem(Root));
        using var key = TestKeys.Read(TestKeys.Pem("P-256"), certificateFile: folder["chain.pem"]);
        AssertChain(key);
    }

    [TestMethod]
    public void A_certificate_file_for_another_key_or_without_certificate_is_refused()
    {
        using var folder = new WorkFolder();
        File.WriteAllText(folder["chain.pem"], Pem(Leaf));
        File.WriteAllText(folder["none.pem"], "nothing");
        var failure = Failure.With(
            OciErrorCode.InvalidCertificateChain, () => TestKeys.Read(TestKeys.Pem("P-384"), certificateFile: folder["chain.pem"]));
        Assert.Contains("None of the 1 certificates", failure.Message);
        failure = Failure.With(
            OciErrorCode.InvalidCertificateChain, () => TestKeys.Read(TestKeys.Pem("P-384"), certificateFile: folder["none.pem"]));
        Assert.Contains("has no certificate", failure.Message);
    }

    [TestMethod]
    public void The_name_of_the_producer_is_that_of_the_key_and_changes_with_its_certificates()
    {
        using var alone = TestKeys.Signing("P-256");
        using var one = TestKeys.Read(TestKeys.Pem("P-256") + "\n" + Pem(Leaf));
        using var all = TestKeys.Read(string.Join('\n', TestKeys.Pem("P-256"), Pem(Leaf), Pem(Middle)));
        Assert.AreEqual(alone.PublicKey.Id.ToString(), alone.ProducerKey);
        StringAssert.StartsWith(one.ProducerKey, $"{alone.ProducerKey} sha256:");
        Assert.AreNotEqual(one.ProducerKey, all.ProducerKey);
    }

    private static void AssertChain(SigningKey key) =>
        Assert.AreSequenceEqual(["CN=Leaf", "CN=Middle", "CN=Root"], key.Chain.Select(certificate => certificate.Subject));

    private static void Refused(string why, byte[] file, string? passphrase)
    {
        var failure = Failure.With(
            OciErrorCode.InvalidKey, () => TestKeys.Read(Convert.ToBase64String(file), passphrase).Dispose());
        Assert.Contains(why, failure.Message);
    }

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem();

    private static X509Certificate2 Issue(string name, string key, X509Certificate2? issuer)
    {
        using var own = (ECDsa)TestKeys.Algorithm(key);
        var request = new CertificateRequest(name, own, HashAlgorithmName.SHA256);
        if (issuer is null)
        {
            using var withKey = request.CreateSelfSigned(Start, Start.AddYears(1));
            return X509CertificateLoader.LoadCertificate(withKey.RawData);
        }

        using var above = (ECDsa)TestKeys.Algorithm(issuer.Subject == "CN=Root" ? "P-384" : "P-521");
        return request.Create(
            issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(above), Start, Start.AddMonths(6), [1, 2, 3]);
    }
}
