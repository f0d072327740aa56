using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class ReferenceTests
{
    private const string Sha = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestMethod]
    [DataRow("ghcr.io/me/app", "ghcr.io", "me/app", null, null)]
    [DataRow("ghcr.io/me/app:1.0", "ghcr.io", "me/app", "1.0", null)]
    [DataRow("localhost:5000/app:latest", "localhost:5000", "app", "latest", null)]
    [DataRow("[::1]:5000/app", "[::1]:5000", "app", null, null)]
    [DataRow("[2001:db8::1]/app:v1", "[2001:db8::1]", "app", "v1", null)]
    [DataRow("ghcr.io/app@" + Sha, "ghcr.io", "app", null, Sha)]
    [DataRow("ghcr.io/app:1.0@" + Sha, "ghcr.io", "app", "1.0", Sha, DisplayName = "tag and digest")]
    [DataRow("127.0.0.1/a", "127.0.0.1", "a", null, null)]
    public void A_reference_is_read_and_written_as_it_was(string text, string registry, string repository, string? tag, string? digest)
    {
        Assert.IsTrue(Reference.TryParse(text, out var reference));
        Assert.AreEqual(new Reference(registry, repository, tag, digest is null ? null : Digest.Parse(digest)), reference);
        Assert.AreEqual(text, reference.ToString());
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("alpine", DisplayName = "there is no default registry")]
    [DataRow("/app")]
    [DataRow("ghcr.io/")]
    [DataRow("ghcr.io/App", DisplayName = "upper-case repository")]
    [DataRow("ghcr.io/app\n", DisplayName = "newline at the end")]
    [DataRow("ghcr.io/app:1.0\n", DisplayName = "newline behind the tag")]
    [DataRow("ghcr.io/app@" + Sha + "\n", DisplayName = "newline behind the digest")]
    [DataRow("ghcr.io/app:")]
    [DataRow("ghcr.io/app@")]
    [DataRow("ghcr.io/app:1:2")]
    [DataRow("ghcr.io/app@" + Sha + ":1.0", DisplayName = "digest before tag")]
    [DataRow("ghcr.io/app@" + Sha + "@" + Sha)]
    [DataRow("ghcr.io/app@sha256:abc")]
    [DataRow("ghcr.io:port/app")]
    [DataRow("https://ghcr.io/app")]
    [DataRow("::1/app", DisplayName = "IPv6 without brackets")]
    [DataRow("ghcr.io/a/../b")]
    [DataRow(" ghcr.io/app")]
    [DataRow("user@ghcr.io/app")]
    public void What_does_not_fit_is_refused(string? text)
    {
        Assert.IsFalse(Reference.TryParse(text, out var reference));
        Assert.IsNull(reference);
    }

    [TestMethod]
    [Timeout(20_000)]
    [DataRow("ghcr.io/", "a-")]
    [DataRow("ghcr.io/", "a/")]
    [DataRow("ghcr.io/a:", "a")]
    [DataRow("ghcr.io/a@", "a+")]
    [DataRow("", "a.")]
    [DataRow("", ":")]
    [DataRow("", "[")]
    [DataRow("ghcr.io/a", "@sha256:")]
    public void Hostile_text_costs_no_more_than_its_length(string start, string unit) =>
        Assert.IsFalse(Reference.TryParse(start + string.Concat(Enumerable.Repeat(unit, 10_000_000 / unit.Length)) + "/\n", out _));
}
