using System.Net;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A failure of a proxy names the proxy and not the registry.</summary>
[TestClass]
public sealed class ProxyFailureTests
{
    [TestMethod]
    [DataRow(HttpStatusCode.ProxyAuthenticationRequired, false)]
    [DataRow(HttpStatusCode.Forbidden, false)]
    [DataRow(HttpStatusCode.BadGateway, true)]
    [DataRow(HttpStatusCode.ServiceUnavailable, true)]
    [DataRow(HttpStatusCode.GatewayTimeout, true)]
    public void A_tunnel_that_is_refused_names_the_proxy_and_may_pass_where_that_is_about_the_moment(HttpStatusCode status, bool mayPass)
    {
        var problem = new HttpRequestException(HttpRequestError.ProxyTunnelError, "The proxy tunnel request failed.", inner: null, status);
        var failure = FailureOf(problem, RegistryPeer.WithEnvironment(("HTTPS_PROXY", "proxy:3128")));
        Assert.AreEqual(OciErrorCode.RegistryUnreachable, failure.Code);
        Assert.AreEqual(mayPass, failure is TransientFailure);
        Assert.EndsWith(
            "Check the proxy: its variable may need a user and a password, and NO_PROXY names hosts that it is not for.", failure.Message);
        Assert.AreEqual(Remedy.None, failure.Remedy);
    }

    [TestMethod]
    [DataRow(HttpRequestError.InvalidResponse)]
    [DataRow(HttpRequestError.ConfigurationLimitExceeded)]
    public void An_answer_that_is_none_stays_one(HttpRequestError error)
    {
        var failure = FailureOf(new HttpRequestException(error, "What came is no answer."), RegistryPeer.Anonymous);
        Assert.IsNotInstanceOfType<TransientFailure>(failure);
        Assert.Contains("Check the name and the port of the registry", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(Remedy.Registry, failure.Remedy);
    }

    private static OciException FailureOf(HttpRequestException problem, RegistryOptions options)
    {
        using var connection = new RegistryConnection("registry.example", options);
        return ConnectionFailure.Of(problem, connection, new Uri("https://registry.example/v2/"));
    }
}
