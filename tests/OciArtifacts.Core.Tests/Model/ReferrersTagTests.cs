using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class ReferrersTagTests
{
    private static readonly string Hex = string.Concat(Enumerable.Repeat("0123456789abcdef", 8));

    [TestMethod]
    public void The_tag_is_the_digest_with_a_dash() => AssertTag($"sha256-{Hex[..64]}", $"sha256:{Hex[..64]}");

    [TestMethod]
    public void A_long_digest_is_cut() => AssertTag($"sha512-{Hex[..64]}", $"sha512:{Hex}");

    [TestMethod]
    public void A_long_algorithm_is_cut() => AssertTag($"{new string('a', 32)}-x", $"{new string('a', 33)}:x");

    [TestMethod]
    public void Characters_that_no_tag_has_become_dashes()
    {
        AssertTag("a-b.c_d-e-AZaz09_--", "a+b.c_d-e:AZaz09_-=");
    }

    private static void AssertTag(string expected, string digest)
    {
        var tag = ReferrersTag.For(Digest.Parse(digest));
        Assert.AreEqual(expected, tag);
        Assert.IsTrue(Tag.IsValid(tag));
    }
}
