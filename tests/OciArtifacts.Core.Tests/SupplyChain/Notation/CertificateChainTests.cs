using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

/// <summary>Each rule of the Notary Project for certificates, broken by a chain that follows all others.</summary>
[TestClass]
public sealed class CertificateChainTests
{
    private static readonly TestCertificate Root = TestCertificate.Authority("CN=Root", "RSA 2048");
    private static readonly TestCertificate Middle = TestCertificate.Authority("CN=Middle", "P-384");
    private static readonly TestCertificate Leaf = TestCertificate.Signer("CN=Leaf", "P-256");

    [TestMethod]
    public void A_chain_that_follows_the_rules_is_accepted()
    {
        Accepted(TestCertificate.Chain(Leaf, Middle, Root));
        Accepted(TestCertificate.Chain(Leaf, Root));
        Accepted(TestCertificate.Chain(Leaf));
    }

    [TestMethod]
    public void What_is_optional_may_be_missing_and_other_extensions_are_ignored()
    {
        Accepted(Chain(leaf: Leaf.With<X509BasicConstraintsExtension>(null)));
        Accepted(Chain(leaf: Leaf.With<X509EnhancedKeyUsageExtension>(null)));
        Accepted(Chain(leaf: Leaf.With(TestCertificate.Uses("1.2.3.4"))));
        var unknown = new X509Extension("1.2.3.4.5", [5, 0], critical: true);
        Accepted(Chain(leaf: Leaf with { Extensions = [.. Leaf.Extensions, unknown] }));
    }

    [TestMethod]
    public void The_length_of_a_path_counts_the_authorities_below()
    {
        Accepted(Chain(middle: Middle.With(TestCertificate.Basic(authority: true, length: 0))));
        Accepted(Chain(root: Root.With(TestCertificate.Basic(authority: true, length: 1))));
        Refused("path length is 0, and 1 auth", Chain(root: Root.With(TestCertificate.Basic(authority: true, length: 0))));
    }

    [TestMethod]
    public void A_chain_without_certificates_is_refused() => Refused("There is no certificate", []);

    [TestMethod]
    public void A_chain_without_root_is_refused() => Refused("the root is missing", [.. Chain().Take(2)]);

    [TestMethod]
    public void A_chain_in_another_order_is_refused()
    {
        var chain = Chain();
        Refused("not that of its issuer", [chain[0], chain[2], chain[1]]);
        Refused("not that of its issuer", [chain[1], chain[0], chain[2]]);
    }

    [TestMethod]
    public void A_certificate_that_does_not_belong_to_the_chain_is_refused()
    {
        var chain = Chain();
        Refused("not that of its issuer", [.. chain, Middle.IssuedBy(Root)]);
        Refused("is self-signed, and others follow", [.. chain, Root.SelfSigned()]);
        Refused("is self-signed, and others follow", [Leaf.SelfSigned(), .. chain]);
    }

    [TestMethod]
    public void A_certificate_that_another_key_signed_is_refused()
    {
        var forged = Leaf.IssuedBy(Middle with { Key = "P-521" });
        Refused("its issuer did not sign it", [forged, .. Chain().Skip(1)]);
        var root = Root.IssuedBy(Root with { Key = "RSA 3072" });
        Refused("its issuer did not sign it", [.. Chain().Take(2), root]);
    }

    [TestMethod]
    public void An_authority_has_critical_basic_constraints_that_make_it_one()
    {
        Refused("do not make it an authority", Chain(middle: Middle.With<X509BasicConstraintsExtension>(null)));
        Refused("do not make it an authority", Chain(middle: Middle.With(TestCertificate.Basic(authority: false))));
        Refused("basic constraints are not critical", Chain(middle: Middle.With(TestCertificate.Basic(authority: true, critical: false))));
        Refused("do not make it an authority", Chain(root: Root.With<X509BasicConstraintsExtension>(null)));
    }

    [TestMethod]
    public void An_authority_has_a_critical_key_usage_with_keyCertSign()
    {
        Refused("it has no key usage", Chain(middle: Middle.With<X509KeyUsageExtension>(null)));
        Refused("key usage has no keyCertSign", Chain(middle: Middle.With(TestCertificate.Usage(X509KeyUsageFlags.CrlSign))));
        Refused("key usage is not critical", Chain(middle: Middle.With(
            TestCertificate.Usage(X509KeyUsageFlags.KeyCertSign, critical: false))));
    }

    [TestMethod]
    public void A_signer_is_no_authority()
    {
        Refused("make it an authority", Chain(leaf: Leaf.With(TestCertificate.Basic(authority: true))));
        Refused("make it an authority", TestCertificate.Chain(Leaf.With(TestCertificate.Basic(authority: true))));
    }

    [TestMethod]
    public void A_signer_has_a_critical_key_usage_with_digitalSignature()
    {
        Refused("it has no key usage", Chain(leaf: Leaf.With<X509KeyUsageExtension>(null)));
        Refused("no digitalSignature", Chain(leaf: Leaf.With(TestCertificate.Usage(X509KeyUsageFlags.NonRepudiation))));
        Refused("key usage is not critical", Chain(leaf: Leaf.With(
            TestCertificate.Usage(X509KeyUsageFlags.DigitalSignature, critical: false))));
    }

    [TestMethod]
    [DataRow(X509KeyUsageFlags.KeyEncipherment)]
    [DataRow(X509KeyUsageFlags.DataEncipherment)]
    [DataRow(X509KeyUsageFlags.KeyAgreement)]
    [DataRow(X509KeyUsageFlags.KeyCertSign)]
    [DataRow(X509KeyUsageFlags.CrlSign)]
    [DataRow(X509KeyUsageFlags.EncipherOnly)]
    [DataRow(X509KeyUsageFlags.DecipherOnly)]
    public void A_signer_has_no_other_key_usage(X509KeyUsageFlags other) =>
        Refused($"key usage has {other}", Chain(leaf: Leaf.With(TestCertificate.Usage(X509KeyUsageFlags.DigitalSignature | other))));

    [TestMethod]
    [DataRow("2.5.29.37.0", "anyExtendedKeyUsage")]
    [DataRow("1.3.6.1.5.5.7.3.1", "serverAuth")]
    [DataRow("1.3.6.1.5.5.7.3.2", "clientAuth")]
    [DataRow("1.3.6.1.5.5.7.3.4", "emailProtection")]
    [DataRow("1.3.6.1.5.5.7.3.8", "timeStamping")]
    [DataRow("1.3.6.1.5.5.7.3.9", "OCSPSigning")]
    public void A_signer_has_no_extended_key_usage_for_something_else(string use, string name)
    {
        var both = new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.3"), new Oid(use)], critical: false);
        Refused($"extended key usage has {name}", Chain(leaf: Leaf.With(both)));
    }

    [TestMethod]
    public void A_short_RSA_key_is_refused()
    {
        Refused("its key is RSA with 1024 bits", Chain(leaf: Leaf with { Key = "RSA 1024" }));
        Refused("its key is RSA with 1024 bits", Chain(root: Root with { Key = "RSA 1024" }));
    }

    [TestMethod]
    public void Another_curve_is_refused() => Refused("on the curve 1.3.132.0.10", Chain(leaf: Leaf with { Key = "secp256k1" }));

    [TestMethod]
    public void A_signature_with_SHA1_is_refused()
    {
        Refused("such as one with SHA-1", TestCertificate.Chain(Leaf with { HasSha1 = true }, Root));
        Refused("such as one with SHA-1", Chain(root: Root with { HasSha1 = true }));
    }

    [TestMethod]
    public void Certificates_signed_with_PSS_are_accepted()
    {
        var chain = TestCertificate.Chain(Leaf, Root with { Padding = RSASignaturePadding.Pss });
        Accepted(chain);
        Refused("its issuer did not sign it", [chain[0], TestCertificate.Authority("CN=Root", "RSA 3072").SelfSigned()]);
    }

    [TestMethod]
    public void An_extension_that_stands_twice_is_refused() =>
        Refused("stands twice", [Leaf.WithTwoKeyUsages(Middle), .. Chain().Skip(1)]);

    [TestMethod]
    public void Every_certificate_is_valid_at_the_time_and_nesting_does_not_matter()
    {
        var late = TestCertificate.Start.AddMonths(3);
        var chain = Chain(middle: Middle with { From = late });
        Assert.IsNull(CertificateChain.ProblemAt(chain, late.AddDays(1)));
        Assert.Contains("'CN=Middle' cannot be used: it is valid from 2026-04-01", CertificateChain.ProblemAt(chain, late.AddSeconds(-1))!);
        Assert.IsNull(CertificateChain.ProblemAt(chain, TestCertificate.End));
        Assert.Contains("'CN=Leaf'", CertificateChain.ProblemAt(chain, TestCertificate.End.AddSeconds(1))!);
    }

    [TestMethod]
    public void A_certificate_for_time_stamps_has_that_use_alone_and_critical()
    {
        var stamper = TestCertificate.Stamper("CN=Stamper", "P-256");
        Accepted(TestCertificate.Chain(stamper, Root), CertificatePurpose.TimeStamping);
        var usage = TestCertificate.Usage(X509KeyUsageFlags.DigitalSignature, critical: false);
        Accepted(TestCertificate.Chain(stamper.With(usage), Root), CertificatePurpose.TimeStamping);
        foreach (var wrong in (X509EnhancedKeyUsageExtension?[])
            [
                null,
                TestCertificate.Uses("1.3.6.1.5.5.7.3.8"),
                TestCertificate.Uses("1.3.6.1.5.5.7.3.3", critical: true),
                new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8"), new Oid("1.3.6.1.5.5.7.3.3")], critical: true),
            ])
        {
            var chain = TestCertificate.Chain(stamper.With(wrong), Root);
            Assert.Contains("timeStamping alone", CertificateChain.ProblemOf(chain, CertificatePurpose.TimeStamping)!);
        }
    }

    private static IReadOnlyList<X509Certificate2> Chain(
        TestCertificate? leaf = null, TestCertificate? middle = null, TestCertificate? root = null) =>
        TestCertificate.Chain(leaf ?? Leaf, middle ?? Middle, root ?? Root);

    private static void Accepted(
        IReadOnlyList<X509Certificate2> chain, CertificatePurpose purpose = CertificatePurpose.CodeSigning) =>
        Assert.IsNull(CertificateChain.ProblemOf(chain, purpose));

    private static void Refused(string why, IReadOnlyList<X509Certificate2> chain) =>
        Assert.Contains(why, CertificateChain.ProblemOf(chain, CertificatePurpose.CodeSigning) ?? "nothing");
}
