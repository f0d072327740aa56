using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>The forms of the entries in <c>NO_PROXY</c>.</summary>
[TestClass]
public sealed class ProxyExceptionsTests
{
    [TestMethod]
    [DataRow("registry.example", "https://registry.example/")]
    [DataRow("REGISTRY.Example", "https://registry.EXAMPLE/")]
    [DataRow("example", "https://registry.example/", DisplayName = "a parent domain")]
    [DataRow(".example", "https://registry.example/")]
    [DataRow(".registry.example", "https://registry.example/", DisplayName = "with a dot also the domain itself")]
    [DataRow("*.example", "https://registry.example/")]
    [DataRow("*.example", "https://a.b.example/")]
    [DataRow("*", "https://registry.example/")]
    [DataRow("other,*", "https://10.0.0.1/")]
    [DataRow("registry.example:443", "https://registry.example/")]
    [DataRow("registry.example:5000", "https://registry.example:5000/")]
    [DataRow(".example:5000", "https://registry.example:5000/")]
    [DataRow("*.example:80", "http://registry.example/")]
    [DataRow("registry.example.", "https://registry.example/", DisplayName = "dots at the end")]
    [DataRow("example", "https://registry.example./")]
    [DataRow("a,registry.example,b", "https://registry.example/")]
    [DataRow(" a , registry.example ", "https://registry.example/")]
    [DataRow("a registry.example\tb", "https://registry.example/", DisplayName = "spaces")]
    [DataRow(",,registry.example,", "https://registry.example/")]
    [DataRow("10.0.0.1", "https://10.0.0.1/")]
    [DataRow("10.0.0.1:5000", "https://10.0.0.1:5000/")]
    [DataRow("10.0.0.0/8", "https://10.1.2.3:5000/")]
    [DataRow("10.9.9.9/8", "https://10.1.2.3/", DisplayName = "a network by any of its addresses")]
    [DataRow("10.1.2.0/23", "https://10.1.3.255/")]
    [DataRow("0.0.0.0/0", "https://10.1.2.3/")]
    [DataRow("2001:db8::1", "https://[2001:db8::1]/")]
    [DataRow("[2001:DB8:0::1]", "https://[2001:db8::1]/")]
    [DataRow("[2001:db8::1]:5000", "https://[2001:db8::1]:5000/")]
    [DataRow("2001:db8::/32", "https://[2001:db8:1::1]/")]
    [DataRow("[2001:db8::]/32", "https://[2001:db8:1::1]/")]
    [DataRow("10.0.0.1", "https://[::ffff:10.0.0.1]/", DisplayName = "the same address in the other form")]
    public void It_names_the_host(string text, string destination) =>
        Assert.IsTrue(new ProxyExceptions(text).Contain(new Uri(destination)));

    [TestMethod]
    [DataRow("", "https://registry.example/")]
    [DataRow(" , ", "https://registry.example/")]
    [DataRow("registry.example", "https://example/")]
    [DataRow("registry.example", "https://myregistry.example/")]
    [DataRow("gistry.example", "https://registry.example/")]
    [DataRow("*.registry.example", "https://registry.example/", DisplayName = "only what is below it")]
    [DataRow("registry.example:5000", "https://registry.example/")]
    [DataRow("registry.example:443", "http://registry.example/")]
    [DataRow("registry", "https://registry.example/")]
    [DataRow("10.0.0.1", "https://10.0.0.11/")]
    [DataRow("0.0.1", "https://10.0.0.1/", DisplayName = "the end of an address is no domain")]
    [DataRow("1", "https://10.0.0.1/")]
    [DataRow("10.0.0.1:5000", "https://10.0.0.1/")]
    [DataRow("10.0.0.0/8", "https://11.0.0.1/")]
    [DataRow("10.1.2.0/23", "https://10.1.4.0/")]
    [DataRow("10.0.0.0/33", "https://10.0.0.1/")]
    [DataRow("10.0.0.0/8", "https://[2001:db8::1]/")]
    [DataRow("10.0.0.0/8", "https://ten.example/", DisplayName = "a name is not looked up")]
    [DataRow("[2001:db8::1]:5000", "https://[2001:db8::1]/")]
    [DataRow(".", "https://registry.example/")]
    [DataRow("*.", "https://registry.example/")]
    public void It_does_not_name_the_host(string text, string destination) =>
        Assert.IsFalse(new ProxyExceptions(text).Contain(new Uri(destination)));
}
