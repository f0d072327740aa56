using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Reading the value of a proxy variable.</summary>
[TestClass]
public sealed class ProxySettingTests
{
    [TestMethod]
    [DataRow("http://proxy.example:3128", "http://proxy.example:3128/")]
    [DataRow("HTTP://Proxy.Example:3128/", "http://proxy.example:3128/")]
    [DataRow("proxy.example:3128", "http://proxy.example:3128/", DisplayName = "no scheme")]
    [DataRow("proxy", "http://proxy/")]
    [DataRow("http://proxy.example.:3128", "http://proxy.example.:3128/", DisplayName = "a dot at the end")]
    [DataRow("http://proxy:3128/some/path?x=1#y", "http://proxy:3128/", DisplayName = "a path")]
    [DataRow("https://proxy", "https://proxy/")]
    [DataRow("socks5://proxy", "socks5://proxy:1080/")]
    [DataRow("socks5h://proxy:1", "socks5://proxy:1/")]
    [DataRow("socks4a://proxy", "socks4a://proxy:1080/")]
    [DataRow("socks://proxy:9", "socks4://proxy:9/")]
    [DataRow("10.0.0.1:3128", "http://10.0.0.1:3128/")]
    [DataRow("[2001:db8::1]:3128", "http://[2001:db8::1]:3128/")]
    public void It_names_a_proxy(string value, string address)
    {
        var setting = ProxySetting.Read("X", value);
        Assert.AreEqual(address, setting.Address?.AbsoluteUri, setting.Trouble);
        Assert.IsNull(setting.User);
    }

    [TestMethod]
    [DataRow("http://me:secret@proxy:3128", "me", "secret")]
    [DataRow("me:secret@proxy:3128", "me", "secret")]
    [DataRow("http://me@proxy:3128", "me", "")]
    [DataRow("http://dom%5Cme:p%40s%3As%25@proxy:3128", "dom\\me", "p@s:s%")]
    [DataRow("http://me:p@ss:w/rd#?@proxy:3128", "me", "p@ss:w/rd#?", DisplayName = "as it is")]
    [DataRow("http://me:100%@proxy:3128", "me", "100%")]
    [DataRow("http://@proxy:3128", "", "")]
    public void It_may_have_a_user(string value, string user, string password)
    {
        var setting = ProxySetting.Read("X", value);
        Assert.AreEqual("http://proxy:3128/", setting.Address?.AbsoluteUri);
        Assert.AreEqual((user, password), (setting.User?.UserName, setting.User?.Password));
    }

    [TestMethod]
    [DataRow("ftp://me:SECRET@proxy", "its scheme is none of")]
    [DataRow("://proxy", "its scheme is none of")]
    [DataRow("http://", "it has no host")]
    [DataRow("http:///SECRET", "it has no host")]
    [DataRow("http://me:SECRET@", "it has no host")]
    [DataRow("http://me:SECRET@proxy:", "is no host:port")]
    [DataRow("http://proxy:99999", "is no host:port")]
    [DataRow("http://proxy:port", "is no host:port")]
    [DataRow("http:/proxy", "is no host:port")]
    [DataRow("http://[::1", "is no host:port")]
    [DataRow("::1:3128", "is no host:port")]
    [DataRow("\"http://proxy:3128\"", "its scheme is none of")]
    [DataRow("proxy one:3128", "is no host:port")]
    [DataRow("proxy\u0007:3128", "is no host:port")]
    public void What_names_none_is_told_and_not_quoted(string value, string trouble)
    {
        var setting = ProxySetting.Read("X", value);
        Assert.IsNull(setting.Address);
        Assert.Contains(trouble, setting.Trouble, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", setting.Trouble, StringComparison.Ordinal);
    }
}
