using System.Text;
using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Core.Tests.SupplyChain.Statements;

[TestClass]
public sealed class InTotoStatementTests
{
    private const string Predicate = "https://slsa.dev/provenance/v1";

    private static readonly Digest Content = Digest.Sha256("content"u8);

    [TestMethod]
    public void It_is_compact_and_its_members_are_in_the_order_of_the_specification()
    {
        using var predicate = JsonDocument.Parse("""{ "z": 1.50, "a": ["é", "<+>"] }""");
        var subject = StatementSubject.Of(Content) with { Name = "app" };

        var text = Encoding.UTF8.GetString(new InTotoStatement([subject], Predicate, predicate.RootElement).ToBytes());

        Assert.AreEqual(
            $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"app","digest":{"sha256":"{{{Content.Encoded}}}"}}],"""
            + $$$""" "predicateType":"{{{Predicate}}}","predicate":{"z":1.50,"a":["é","<+>"]}}""".TrimStart(),
            text);
    }

    [TestMethod]
    public void What_is_written_is_read_again()
    {
        var written = new InTotoStatement([StatementSubject.Of(Content)], Predicate, Predicate: null);
        var read = InTotoStatement.Parse(written.ToBytes());
        Assert.AreEqual(Predicate, read.PredicateType);
        Assert.IsNull(read.Predicate);
        Assert.IsNull(read.Subjects[0].Name);
        Assert.AreSequenceEqual(written.ToBytes(), read.ToBytes());
    }

    [TestMethod]
    [DataRow("""{"\ud800":1}""")]
    [DataRow("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"\ud800":"00"}}],"predicateType":"p"}""")]
    [DataRow("""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"x":"00"}}],"predicateType":"p","predicate":"\ud800"}""")]
    public void Half_of_a_surrogate_pair_makes_a_statement_invalid(string json) =>
        Failure.With(OciErrorCode.MalformedContent, () => InTotoStatement.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    public void It_is_about_the_digests_of_its_subjects_only()
    {
        var statement = new InTotoStatement([StatementSubject.Of(Digest.Sha256("a"u8)), StatementSubject.Of(Content)], Predicate, null);
        Assert.IsTrue(statement.IsAbout(Content));
        Assert.IsFalse(statement.IsAbout(Digest.Sha512("content"u8)));
        Assert.IsFalse(statement.IsAbout(Digest.Sha256("other"u8)));
    }

    [TestMethod]
    public void The_version_of_cosign_2_and_unknown_members_are_read()
    {
        var statement = InTotoStatement.Parse(Encoding.UTF8.GetBytes(
            $$$"""
            {"_type":"https://in-toto.io/Statement/v0.1","extra":1,"predicateType":"t",
            "subject":[{"name":"n","digest":{"sha256":"{{{Content.Encoded}}}"}}],"predicate":{}}
            """));
        Assert.IsTrue(statement.IsAbout(Content));
        Assert.AreEqual("n", statement.Subjects[0].Name);
    }

    [TestMethod]
    [DataRow("not JSON", "no JSON")]
    [DataRow("[]", "no JSON object")]
    [DataRow("""{"predicateType":"t","subject":[{"digest":SHA}]}""", "no _type")]
    [DataRow("""{"_type":"v2","predicateType":"t","subject":[{"digest":SHA}]}""", "its _type")]
    [DataRow("""{V1,"subject":[{"digest":SHA}]}""", "no predicateType")]
    [DataRow("""{V1,"predicateType":7,"subject":[{"digest":SHA}]}""", "no text")]
    [DataRow("""{V1,"predicateType":"\ud800","subject":[{"digest":SHA}]}""", "no valid text")]
    [DataRow("""{V1,"predicateType":"t"}""", "no subject")]
    [DataRow("""{V1,"predicateType":"t","subject":[]}""", "no subject")]
    [DataRow("""{V1,"predicateType":"t","subject":["x"]}""", "else than objects")]
    [DataRow("""{V1,"predicateType":"t","subject":[{"digest":{}}]}""", "no digest")]
    [DataRow("""{V1,"predicateType":"t","subject":[{"digest":{"sha256":1}}]}""", "no text")]
    [DataRow("""{V1,"predicateType":"t","predicateType":"u","subject":[{"digest":SHA}]}""", "twice")]
    public void What_is_no_statement_is_refused(string json, string why)
    {
        var text = json.Replace("V1", $"\"_type\":\"{InTotoStatement.TypeV1}\"", StringComparison.Ordinal)
            .Replace("SHA", """{"sha256":"00"}""", StringComparison.Ordinal);
        var failure = Failure.With(OciErrorCode.MalformedContent, () => InTotoStatement.Parse(Encoding.UTF8.GetBytes(text)));
        Assert.Contains(why, failure.Message);
    }
}
