using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Trust;

namespace OciArtifacts.Core.Tests.SupplyChain.Trust;

[TestClass]
public sealed class TrustedIdentityTests
{
    private const string Leaf = "C=US, ST=WA, L=Seattle, O=Contoso, OU=Widgets, OU=Signers, CN=\"Build, Release\"";

    [TestMethod]
    [DataRow("C=US, ST=WA, O=Contoso", true)]
    [DataRow("C=US,ST=WA,O=Contoso", true)]
    [DataRow(" O = Contoso , S=WA, c=US", true)]
    [DataRow("C=US, ST=WA, O=Contoso, OU=Signers", true)]
    [DataRow("C=US, ST=WA, O=Contoso, OU=Widgets", true)]
    [DataRow(@"C=US, ST=WA, O=Contoso, CN=Build\, Release", true)]
    [DataRow("C=US, ST=WA, O=Contoso, OU=Others", false)]
    [DataRow("C=US, ST=WA, O=contoso", false)]
    [DataRow("C=US, ST=WA, O=Contoso, POSTALCODE=98101", false)]
    [DataRow(@"C=US, ST=WA, O=Contoso\ ", false)]
    public void A_subject_with_all_attributes_matches(string attributes, bool matches)
    {
        Assert.IsTrue(TrustedIdentity.TryParse($"x509.subject:{attributes}", out var identity, out var problem), problem);
        Assert.AreEqual(matches, identity.Matches(new X500DistinguishedName(Leaf)));
    }

    [TestMethod]
    [DataRow("C=US, ST=WA, O=Contoso", "does not begin with 'x509.subject:'")]
    [DataRow("x509.subject: C=US, ST=WA", "has no attribute 'O'. It needs C, ST and O")]
    [DataRow("x509.subject: C=US, O=Contoso", "has no attribute 'ST'. It needs C, ST and O")]
    [DataRow("x509.subject: ST=WA, O=Contoso", "has no attribute 'C'. It needs C, ST and O")]
    [DataRow("x509.subject:", "has '', which is no name=value")]
    [DataRow("x509.subject: C=US, ST=WA, O=Contoso, Widgets", "has 'Widgets', which is no name=value")]
    [DataRow("x509.subject: C=US, ST=WA, O=", "has the attribute 'O' without a value")]
    [DataRow("x509.subject: C=US, ST=WA, O=A, O=B", "has the attribute 'O' twice")]
    [DataRow("x509.subject: C=US, ST=WA, S=WA, O=B", "has the attribute 'S' twice")]
    [DataRow("x509.subject: C=US, ST=WA, O=A, X=B", "has the unknown attribute 'X'")]
    public void What_is_no_identity_is_said(string text, string said)
    {
        Assert.IsFalse(TrustedIdentity.TryParse(text, out _, out var problem));
        Assert.AreEqual(said, problem);
    }

    [TestMethod]
    public void Spaces_that_are_escaped_belong_to_the_value()
    {
        Assert.IsTrue(TrustedIdentity.TryParse(@"x509.subject: C=US, ST=WA, O=\ Contoso\ ", out var identity, out _));
        Assert.IsTrue(identity.Matches(new X500DistinguishedName("C=US, ST=WA, O=\" Contoso \"")));
    }

    [TestMethod]
    [DataRow("C=US, ST=WA, O=A", "C=US, ST=WA, O=A", true)]
    [DataRow("C=US, ST=WA, O=A", "C=US, ST=WA, O=A, OU=B", true)]
    [DataRow("C=US, ST=WA, O=A, OU=B", "C=US, ST=WA, O=A", true)]
    [DataRow("C=US, ST=WA, O=A, OU=B", "C=US, ST=WA, O=A, OU=C", false)]
    [DataRow("C=US, ST=WA, O=A, OU=B", "C=US, ST=WA, O=A, CN=B", false)]
    public void One_that_has_all_of_another_overlaps_it(string one, string other, bool overlaps)
    {
        Assert.IsTrue(TrustedIdentity.TryParse($"x509.subject:{one}", out var first, out _));
        Assert.IsTrue(TrustedIdentity.TryParse($"x509.subject:{other}", out var second, out _));
        Assert.AreEqual(overlaps, first.Overlaps(second));
    }
}
