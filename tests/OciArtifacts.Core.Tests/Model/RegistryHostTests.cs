using CsCheck;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class RegistryHostTests
{
    [TestMethod]
    [DataRow("ghcr.io")]
    [DataRow("localhost")]
    [DataRow("localhost:5000")]
    [DataRow("GHCR.io")]
    [DataRow("my-registry_1.example:65535")]
    [DataRow("10.0.0.1:1")]
    [DataRow("[::1]")]
    [DataRow("[::1]:5000")]
    [DataRow("[2001:db8::ff00:42:8329]:443")]
    public void Host_and_port_are_a_registry(string text) => Assert.IsTrue(RegistryHost.IsValid(text));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow(":5000")]
    [DataRow("ghcr.io:")]
    [DataRow("ghcr.io:0")]
    [DataRow("ghcr.io:65536")]
    [DataRow("ghcr.io:5000x")]
    [DataRow("ghcr.io:-1")]
    [DataRow("ghcr.io:+1")]
    [DataRow("ghcr.io: 80")]
    [DataRow("ghcr.io:80\0", DisplayName = "a zero byte behind the port")]
    [DataRow("ghcr.io\n", DisplayName = "newline at the end")]
    [DataRow("ghcr.io:80\n", DisplayName = "newline behind the port")]
    [DataRow("https://ghcr.io")]
    [DataRow("ghcr.io/me")]
    [DataRow("user@ghcr.io")]
    [DataRow("-ghcr.io")]
    [DataRow("ghcr-.io")]
    [DataRow("ghcr..io")]
    [DataRow(".ghcr.io")]
    [DataRow("ghcr.io.")]
    [DataRow("gh cr.io")]
    [DataRow("gh\u00e4r.io")]
    [DataRow("::1", DisplayName = "IPv6 without brackets")]
    [DataRow("[::1")]
    [DataRow("[]")]
    [DataRow("[")]
    [DataRow("[::1]x")]
    [DataRow("[::1]:")]
    [DataRow("[::1]x:80")]
    [DataRow("[ghcr.io]")]
    [DataRow("[1.2.3.4]", DisplayName = "IPv4 in brackets")]
    [DataRow("[1]", DisplayName = "a number in brackets")]
    [DataRow("[[::1]]", DisplayName = "two pairs of brackets")]
    [DataRow("1._", DisplayName = "a name of which no address can be made")]
    public void Anything_else_is_no_registry(string? text) => Assert.IsFalse(RegistryHost.IsValid(text));

    [TestMethod]
    public void No_host_is_longer_than_253_characters()
    {
        var longest = string.Concat(Enumerable.Repeat("abcdefgh.", 28)) + "a";
        Assert.HasCount(253, longest);
        Assert.IsTrue(RegistryHost.IsValid(longest));
        Assert.IsFalse(RegistryHost.IsValid(longest + "b"));
    }

    [TestMethod]
    public void Of_every_registry_an_address_can_be_made() =>
        Gen.String[Gen.Char["a1.-_:[]"], 1, 10].Sample(
            text => !RegistryHost.IsValid(text) || Uri.TryCreate($"https://{text}/v2/", UriKind.Absolute, out _), iter: 20_000);

    [TestMethod]
    [DataRow("localhost", true)]
    [DataRow("LocalHost:5000", true)]
    [DataRow("registry.localhost:80", true)]
    [DataRow("127.0.0.1", true)]
    [DataRow("127.9.8.7:5000", true)]
    [DataRow("[::1]", true)]
    [DataRow("[::1]:5000", true)]
    [DataRow("ghcr.io", false)]
    [DataRow("localhost.example", false)]
    [DataRow("mylocalhost", false)]
    [DataRow("127.0.0.1.example", false)]
    [DataRow("10.0.0.1", false)]
    [DataRow("128.0.0.1", false)]
    [DataRow("0.0.0.0", false)]
    [DataRow("[2001:db8::1]:5000", false)]
    public void Only_a_registry_on_this_machine_is_a_loopback(string text, bool isLoopback) =>
        Assert.AreEqual(isLoopback, RegistryHost.IsLoopback(text));

    [TestMethod]
    [Timeout(20_000)]
    [DataRow("a")]
    [DataRow("a.")]
    [DataRow(":")]
    [DataRow("[:")]
    [DataRow("]")]
    public void Hostile_text_costs_no_more_than_its_length(string unit) =>
        Assert.IsFalse(RegistryHost.IsValid(string.Concat(Enumerable.Repeat(unit, 10_000_000 / unit.Length))));
}
