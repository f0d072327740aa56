using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

[TestClass]
public sealed class SubjectMatcherTests
{
    private static readonly X500DistinguishedName Subject = new(NotationKeys.Subject);

    [TestMethod]
    [DataRow("C=US, ST=WA, O=Contoso", true)]
    [DataRow("O=Contoso,C=US,S=WA", true)]
    [DataRow("C=US, ST=WA, L=Seattle, O=Contoso, OU=Release, CN=Signer", true)]
    [DataRow("C=US, ST=WA, O=contoso", false)]
    [DataRow("C=US, ST=WA, O=Contoso, OU=Other", false)]
    [DataRow("C=US, ST=WA, O=Contoso, STREET=Main", false)]
    public void All_parts_have_to_be_in_the_subject(string identity, bool matches) =>
        Assert.AreEqual(matches, Parsed(identity).Matches(Subject));

    [TestMethod]
    public void Escaped_characters_are_part_of_the_value()
    {
        var subject = new X500DistinguishedName("C=US, S=WA, O=\"Contoso, Inc; \\o/\", CN=\" x \"");
        Assert.IsTrue(Parsed(@"C=US, ST=WA, O=Contoso\, Inc\; \\o/, CN=\ x\ ").Matches(subject));
        Assert.IsFalse(Parsed(@"C=US, ST=WA, O=Contoso\, Inc\; \\o/, CN= x ").Matches(subject));
    }

    [TestMethod]
    public void A_subject_with_a_part_twice_does_not_match_by_it()
    {
        var subject = new X500DistinguishedName("C=US, S=WA, O=Contoso, OU=Release, OU=Other");
        Assert.IsFalse(Parsed("C=US, ST=WA, O=Contoso, OU=Release").Matches(subject));
        Assert.IsTrue(Parsed("C=US, ST=WA, O=Contoso").Matches(subject));
    }

    [TestMethod]
    [DataRow("x509.subject: C=US, ST=WA", "it has no O")]
    [DataRow("x509.subject: C=US, O=Contoso", "it has no ST")]
    [DataRow("x509.subject: ST=WA, O=Contoso", "it has no C")]
    [DataRow("x509.subject: C=US, ST=WA, O=Contoso, O=Other", "O stands twice")]
    [DataRow("x509.subject: C=US, ST=WA, S=WA, O=Contoso", "ST stands twice")]
    [DataRow("x509.subject: C=US, ST=WA, Contoso", "'Contoso' is not written as name=value")]
    [DataRow("subject: C=US, ST=WA, O=Contoso", "does not begin with x509.subject:")]
    public void What_is_no_identity_is_refused(string text, string why)
    {
        Assert.IsNull(SubjectMatcher.TryParse(text, out var problem));
        Assert.Contains(why, problem);
    }

    [TestMethod]
    public void Identities_overlap_if_one_subject_can_have_both()
    {
        Assert.IsTrue(Parsed("C=US, ST=WA, O=Contoso").Overlaps(Parsed("C=US, ST=WA, O=Contoso, OU=Release")));
        Assert.IsFalse(Parsed("C=US, ST=WA, O=Contoso").Overlaps(Parsed("C=US, ST=WA, O=Fabrikam")));
    }

    private static SubjectMatcher Parsed(string identity) =>
        SubjectMatcher.TryParse($"x509.subject: {identity}", out var problem) ?? throw new AssertFailedException(problem);
}
