using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class MediaTypeTests
{
    [TestMethod]
    [DataRow(MediaType.Manifest)]
    [DataRow(MediaType.LayerGzip)]
    [DataRow("text/plain")]
    [DataRow("application/vnd.example.config.v1+json")]
    [DataRow("0/0")]
    [DataRow("A/b!#$&-^_.+")]
    public void A_type_of_the_grammar_is_valid(string text) => Assert.IsTrue(MediaType.IsValid(text));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("text")]
    [DataRow("/plain")]
    [DataRow("text/")]
    [DataRow("text/plain/x")]
    [DataRow("text/plain; charset=utf-8", DisplayName = "a parameter")]
    [DataRow("text/plain ")]
    [DataRow("text/plain\n", DisplayName = "newline at the end")]
    [DataRow("text/*")]
    [DataRow(".text/plain")]
    [DataRow("text/+json")]
    [DataRow("text/pl\u00e4in")]
    public void What_does_not_fit_the_grammar_is_refused(string? text) => Assert.IsFalse(MediaType.IsValid(text));

    [TestMethod]
    [DataRow(127, 127, true)]
    [DataRow(128, 1, false)]
    [DataRow(1, 128, false)]
    public void Both_names_have_at_most_127_characters(int type, int subtype, bool isValid) =>
        Assert.AreEqual(isValid, MediaType.IsValid($"{new string('a', type)}/{new string('b', subtype)}"));

    [TestMethod]
    [DataRow(MediaType.Manifest, true)]
    [DataRow(MediaType.Index, true)]
    [DataRow(MediaType.Empty, false)]
    [DataRow("application/json", false)]
    public void A_manifest_and_an_index_name_other_content(string text, bool isManifest) =>
        Assert.AreEqual(isManifest, MediaType.IsManifest(text));
}
