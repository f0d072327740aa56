using System.Net;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which variable is used for which address.</summary>
[TestClass]
public sealed class ProxyFromEnvironmentTests
{
    private const string Secure = "https://registry.example/v2/";
    private const string Plain = "http://registry.example/v2/";

    [TestMethod]
    [DataRow(Secure, "HTTPS_PROXY=one:1", "http://one:1/")]
    [DataRow(Secure, "https_proxy=one:1", "http://one:1/")]
    [DataRow(Secure, "HTTPS_PROXY=one:1|https_proxy=two:2", "http://two:2/", DisplayName = "small letters first")]
    [DataRow(Secure, "HTTPS_PROXY=one:1|https_proxy= ", "http://one:1/", DisplayName = "an empty one is none")]
    [DataRow(Secure, "HTTPS_PROXY=one:1|ALL_PROXY=two:2|HTTP_PROXY=three:3", "http://one:1/")]
    [DataRow(Secure, "ALL_PROXY=two:2|HTTP_PROXY=three:3", "http://two:2/")]
    [DataRow(Secure, "ALL_PROXY=two:2|all_proxy=four:4", "http://four:4/")]
    [DataRow(Secure, "HTTP_PROXY=three:3", null, DisplayName = "HTTP_PROXY is for plain HTTP")]
    [DataRow(Secure, "http_proxy=three:3", null)]
    [DataRow(Secure, "", null)]
    [DataRow(Plain, "HTTP_PROXY=three:3|HTTPS_PROXY=one:1", "http://three:3/")]
    [DataRow(Plain, "http_proxy=four:4|HTTP_PROXY=three:3", "http://four:4/")]
    [DataRow(Plain, "HTTPS_PROXY=one:1", null)]
    [DataRow(Plain, "HTTPS_PROXY=one:1|all_proxy=two:2", "http://two:2/")]
    [DataRow(Plain, "HTTP_PROXY=three:3|REQUEST_METHOD=GET", null, DisplayName = "a client of a CGI program chose it")]
    [DataRow(Secure, "HTTPS_PROXY=one:1|REQUEST_METHOD=GET", "http://one:1/")]
    [DataRow(Secure, "HTTPS_PROXY=one:1|NO_PROXY=registry.example", null)]
    [DataRow(Secure, "HTTPS_PROXY=one:1|no_proxy=registry.example", null)]
    [DataRow(
        Secure,
        "HTTPS_PROXY=one:1|no_proxy=other|NO_PROXY=registry.example",
        "http://one:1/",
        DisplayName = "small letters first here, too")]
    [DataRow(Secure, "HTTPS_PROXY=one:1|no_proxy=|NO_PROXY=registry.example", null)]
    public void The_variable_of_the_scheme_counts_in_small_letters_first(string destination, string variables, string? proxy)
    {
        var way = With(variables);
        Assert.AreEqual(proxy, way.GetProxy(new Uri(destination))?.AbsoluteUri);
        Assert.AreEqual(proxy is null, way.IsBypassed(new Uri(destination)));
        Assert.AreEqual(proxy is null, way.NoteFor(new Uri(destination)).Length == 0);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void A_CGI_program_may_have_the_variable_in_small_letters() =>
        Assert.AreEqual("http://one:1/", With("http_proxy=one:1|REQUEST_METHOD=GET").GetProxy(new Uri(Plain))?.AbsoluteUri);

    [TestMethod]
    [DataRow("http://localhost:5000/v2/")]
    [DataRow("https://LOCALHOST/")]
    [DataRow("https://localhost./")]
    [DataRow("http://registry.localhost:5000/")]
    [DataRow("http://127.0.0.1:5000/")]
    [DataRow("http://127.1.2.3/")]
    [DataRow("http://me@127.0.0.1/")]
    [DataRow("http://[::1]:5000/")]
    [DataRow("http://[::1]/")]
    [DataRow("https://[::ffff:127.0.0.1]/")]
    public void This_machine_is_reached_without_it(string destination)
    {
        foreach (var way in new[] { With("ALL_PROXY=one:1"), With("ALL_PROXY=ftp://wrong") })
        {
            Assert.IsNull(way.GetProxy(new Uri(destination)));
            way.Check(new Uri(destination));
        }
    }

    [TestMethod]
    public void The_note_has_the_variable_and_what_is_excepted_and_no_user()
    {
        Assert.AreEqual(
            " (through the proxy http://one:1, which https_proxy names; NO_PROXY is not set)",
            With("https_proxy=me:SECRET@one:1").NoteFor(new Uri(Secure)));
        Assert.AreEqual(
            " (through the proxy socks5://one:1080, which ALL_PROXY names; no_proxy does not name registry.example: it is 'other, .more')",
            With("ALL_PROXY=socks5h://me:SECRET@one/path|no_proxy=other, .more|NO_PROXY=registry.example").NoteFor(new Uri(Secure)));
    }

    [TestMethod]
    public void Each_proxy_gets_its_user_and_no_other_does()
    {
        var way = With("HTTPS_PROXY=http://me:p%40ss@one:1|HTTP_PROXY=you@two:2");
        Assert.AreEqual("me:p@ss", UserOf("http://one:1/"));
        Assert.AreEqual("you:", UserOf("http://two:2/"));
        Assert.AreEqual("", UserOf("http://three:3/"));

        string UserOf(string proxy) =>
            way.Credentials!.GetCredential(new Uri(proxy), "Basic") is { } user ? $"{user.UserName}:{user.Password}" : "";
    }

    [TestMethod]
    public void A_variable_that_names_no_proxy_fails_where_it_counts()
    {
        var way = With("HTTPS_PROXY=ftp://me:SECRET@one:1|NO_PROXY=other");
        var failure = Failure.With(OciErrorCode.ProxySetting, () => way.Check(new Uri(Secure)));
        Assert.AreEqual(
            "HTTPS_PROXY names no proxy that can be used for https://registry.example: its scheme is none of http, https, socks4, "
                + "socks4a and socks5. "
            + "Write http://host:port, unset it, or name the host in NO_PROXY.",
            failure.Message);
        way.Check(new Uri(Plain));
        way.Check(new Uri("https://other/"));
    }

    [TestMethod]
    public void Where_no_variable_is_set_the_settings_of_the_system_count()
    {
        var system = new WebProxy(new Uri("http://system:1"), BypassOnLocal: false, [@"no\.example"], new NetworkCredential("me", "x"));
        var way = new ProxyFromEnvironment(name => name == "NO_PROXY" ? "excepted.example" : null, () => system);
        Assert.AreEqual("http://system:1/", way.GetProxy(new Uri(Secure))?.AbsoluteUri);
        Assert.AreEqual("me", way.Credentials?.GetCredential(new Uri("http://system:1"), "Basic")?.UserName);
        Assert.StartsWith(
            " (through the proxy http://system:1, of the system's settings; ", way.NoteFor(new Uri(Secure)), StringComparison.Ordinal);
        Assert.IsNull(way.GetProxy(new Uri("https://no.example/")));
        Assert.IsNull(way.GetProxy(new Uri("https://excepted.example/")));
        Assert.IsNull(way.GetProxy(new Uri("https://localhost/")));
        way.Check(new Uri(Secure));
    }

    private static ProxyFromEnvironment With(string variables)
    {
        var all = variables.Split('|')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new ProxyFromEnvironment(name => all.GetValueOrDefault(name), static () => null);
    }
}
