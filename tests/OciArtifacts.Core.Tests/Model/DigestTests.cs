using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class DigestTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string UpperHex = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";

    [TestMethod]
    [DataRow("sha256:" + Hex)]
    [DataRow("sha512:" + Hex + Hex)]
    [DataRow("blake3:" + Hex)]
    [DataRow("multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8")]
    [DataRow("sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564=")]
    [DataRow("a.b_c-d:x", DisplayName = "every separator of the algorithm")]
    [DataRow("sha25:anything", DisplayName = "an algorithm that is only nearly known")]
    public void A_digest_of_the_grammar_is_read_and_stays_as_it_is(string text)
    {
        Assert.IsTrue(Digest.TryParse(text, out var digest));
        Assert.AreEqual(text, digest.ToString());
        Assert.AreEqual(text, $"{digest.Algorithm}:{digest.Encoded}");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow(":")]
    [DataRow("sha256")]
    [DataRow("sha256:")]
    [DataRow(":" + Hex)]
    [DataRow("sha256:" + UpperHex, DisplayName = "upper-case hex")]
    [DataRow("sha256:" + Hex + "0", DisplayName = "one digit too many")]
    [DataRow("sha512:" + Hex, DisplayName = "sha512 with the length of sha256")]
    [DataRow("sha256:g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", DisplayName = "g is no hex digit")]
    [DataRow("sha256:" + Hex + "\n", DisplayName = "newline at the end")]
    [DataRow("blake3:" + Hex + "\n", DisplayName = "newline at the end of an unknown algorithm")]
    [DataRow(" sha256:" + Hex)]
    [DataRow("sha256:" + Hex + " ")]
    [DataRow("Sha256:" + Hex, DisplayName = "upper-case algorithm")]
    [DataRow("sha256:\u0663\u0664b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", DisplayName = "Arabic digits")]
    [DataRow("blake\u0663:abc", DisplayName = "an Arabic digit in the algorithm")]
    [DataRow("blake3:\u00e4bc", DisplayName = "an umlaut in what is encoded")]
    [DataRow("+sha256:abc")]
    [DataRow("sha256+:abc")]
    [DataRow("sha++256:abc")]
    [DataRow("a..b:abc")]
    [DataRow("blake3:a/../../b", DisplayName = "a way out of the blobs folder")]
    [DataRow("a/b:abc")]
    [DataRow("blake3:a:b")]
    public void What_does_not_fit_the_grammar_is_refused(string? text)
    {
        Assert.IsFalse(Digest.TryParse(text, out var digest));
        Assert.AreEqual(default, digest);
    }

    [TestMethod]
    public void Reading_what_is_no_digest_as_one_throws() =>
        Assert.ThrowsExactly<FormatException>(() => Digest.Parse("sha256:" + UpperHex));

    [TestMethod]
    public void The_default_value_is_no_digest_and_says_so()
    {
        Digest digest = default;
        Assert.ThrowsExactly<InvalidOperationException>(() => digest.ToString());
        Assert.ThrowsExactly<InvalidOperationException>(() => digest.Algorithm);
        Assert.ThrowsExactly<InvalidOperationException>(() => digest.Encoded);
        Assert.ThrowsExactly<InvalidOperationException>(() => digest.IsVerifiable);
    }

    [TestMethod]
    [DataRow("", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [DataRow("abc", "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Sha256_has_the_known_values(string content, string digest) =>
        Assert.AreEqual(digest, Digest.Sha256(Encoding.UTF8.GetBytes(content)).ToString());

    [TestMethod]
    [DataRow(
        "abc",
        "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    public void Sha512_has_the_known_values(string content, string digest) =>
        Assert.AreEqual(digest, Digest.Sha512(Encoding.UTF8.GetBytes(content)).ToString());

    [TestMethod]
    [DataRow("sha256:" + Hex, true)]
    [DataRow("sha512:" + Hex + Hex, true)]
    [DataRow("blake3:" + Hex, false)]
    [DataRow("sha256+b64u:abc", false)]
    public void Only_sha256_and_sha512_can_be_checked(string text, bool isVerifiable) =>
        Assert.AreEqual(isVerifiable, Digest.Parse(text).IsVerifiable);

    [TestMethod]
    public void Digests_of_the_same_text_are_equal()
    {
        Assert.AreEqual(Digest.Sha256(""u8), Digest.Parse("sha256:" + Hex));
        Assert.AreEqual(Digest.Sha256(""u8).GetHashCode(), Digest.Parse("sha256:" + Hex).GetHashCode());
        Assert.AreNotEqual(Digest.Sha256(""u8), Digest.Sha256("x"u8));
    }

    [TestMethod]
    [Timeout(20_000)]
    [DataRow("a")]
    [DataRow("a+")]
    [DataRow("sha256:a")]
    public void Hostile_text_costs_no_more_than_its_length(string unit) =>
        Assert.IsFalse(Digest.TryParse(string.Concat(Enumerable.Repeat(unit, 10_000_000 / unit.Length)) + "\n", out _));
}
