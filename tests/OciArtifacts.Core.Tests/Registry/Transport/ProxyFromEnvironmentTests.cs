using System.Net;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

[TestClass]
public sealed class ProxyFromEnvironmentTests
{
    private static readonly Uri Address = new("http://me:secret@proxy.example:3128/");
    private readonly ProxyFromEnvironment _proxy = new(new WebProxy(Address, BypassOnLocal: false, [@"no\.example"], new NetworkCredential("me", "secret")));

    [TestMethod]
    [DataRow("https://ghcr.io/v2/")]
    [DataRow("http://localhost.example/")]
    [DataRow("http://10.0.0.1/")]
    public void What_is_elsewhere_is_reached_through_the_proxy(string destination)
    {
        Assert.IsFalse(_proxy.IsBypassed(new Uri(destination)));
        Assert.AreEqual(Address, _proxy.GetProxy(new Uri(destination)));
    }

    [TestMethod]
    [DataRow("http://localhost:5000/v2/")]
    [DataRow("https://LOCALHOST/")]
    [DataRow("http://registry.localhost:5000/")]
    [DataRow("http://127.0.0.1:5000/")]
    [DataRow("http://127.1.2.3/")]
    [DataRow("http://me@127.0.0.1/")]
    [DataRow("http://[::1]:5000/")]
    [DataRow("http://[::1]/")]
    public void This_machine_is_reached_without_it(string destination) => IsDirect(destination);

    [TestMethod]
    public void What_the_environment_excepts_is_reached_without_it() => IsDirect("https://no.example/");

    [TestMethod]
    public void It_is_shown_without_its_user() => Assert.AreEqual("http://proxy.example:3128", _proxy.ShownFor(new Uri("https://ghcr.io/")));

    [TestMethod]
    public void Its_user_reaches_it()
    {
        Assert.AreEqual("me", _proxy.Credentials?.GetCredential(Address, "Basic")?.UserName);
        _proxy.Credentials = new NetworkCredential("other", "");
        Assert.AreEqual("other", _proxy.Credentials.GetCredential(Address, "Basic")?.UserName);
    }

    private void IsDirect(string destination)
    {
        Assert.IsTrue(_proxy.IsBypassed(new Uri(destination)));
        Assert.IsNull(_proxy.GetProxy(new Uri(destination)));
        Assert.IsNull(_proxy.ShownFor(new Uri(destination)));
    }
}
