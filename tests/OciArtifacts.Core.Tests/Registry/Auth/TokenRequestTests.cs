using System.Text;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>The requests for tokens (the Docker token specification and its OAuth2 form).</summary>
[TestClass]
public sealed class TokenRequestTests
{
    private const string Pull = "service=test&scope=repository%3Ame%2Fapp%3Apull";

    [TestMethod]
    public async Task Without_credentials_a_client_asks_anonymously()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { BearerChallenge = true });
        await peer.AskAsync();
        Assert.AreSequenceEqual(["HEAD", "GET", "HEAD"], peer.Requests.Select(request => request.Method));
        Assert.AreSequenceEqual([null, null, "Bearer"], peer.Requests.Select(request => request.AuthorizationScheme));
        Assert.AreEqual($"/token?{Pull}", $"{peer.Requests[1].Path}?{peer.Requests[1].Query}");
    }

    [TestMethod]
    public async Task A_user_asks_with_his_password()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User);
        await peer.AskAsync();
        var asked = peer.TokenRequests().Single();
        Assert.AreEqual(("GET", Pull), (asked.Method, asked.Query));
        Assert.AreEqual("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + TokenTraffic.Password)), asked.Authorization);
    }

    [TestMethod]
    public async Task What_the_challenge_asks_for_is_asked_for_too_one_parameter_a_resource()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with
        {
            Challenges = usual => [usual.Replace(":pull\"", ":pull registry:a&b=c:*\"", StringComparison.Ordinal)],
        }, TokenTraffic.User);
        await peer.AskAsync();
        Assert.AreEqual(
            "service=test&scope=registry%3Aa%26b%3Dc%3A%2A&scope=repository%3Ame%2Fapp%3Apull", peer.TokenRequests().Single().Query);
    }

    [TestMethod]
    [DataRow("/token?x=1", "x=1&" + Pull)]
    [DataRow("/token?", "&" + Pull, DisplayName = "an empty query")]
    [DataRow("/token#part", Pull, DisplayName = "a fragment")]
    [DataRow("/token?x=a b", "x=a%20b&" + Pull, DisplayName = "what cannot stand in an address")]
    public async Task The_parameters_are_put_behind_what_the_address_has(string realm, string query)
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with
        {
            Challenges = usual => [usual.Replace("/token\"", realm + '"', StringComparison.Ordinal)],
        }, TokenTraffic.User);
        await peer.AskAsync();
        Assert.AreEqual(query, peer.TokenRequests().Single().Query);
    }

    [TestMethod]
    public async Task A_realm_without_a_path_is_asked_at_its_root()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with
        {
            Challenges = usual => [usual.Replace("/token\"", "\"", StringComparison.Ordinal)],
            Fault = request => request.Path == "/" ? FaultAnswer.Error(403, "X") : null,
        }, TokenTraffic.User);
        await Failure.WithAsync(OciErrorCode.Denied, peer.AskAsync);
        Assert.AreEqual(("/", Pull), (peer.Requests[1].Path, peer.Requests[1].Query));
    }

    [TestMethod]
    public async Task A_challenge_that_names_no_service_gets_none()
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with
        {
            Challenges = usual => [usual.Replace("service=\"test\",", "", StringComparison.Ordinal)],
        }, TokenTraffic.User);
        await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        Assert.AreEqual("scope=repository%3Ame%2Fapp%3Apull", peer.TokenRequests().Single().Query);
    }

    [TestMethod]
    [DataRow(405)]
    [DataRow(404)]
    public async Task A_server_that_takes_no_get_is_posted_the_password(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with
        {
            Fault = request => (request.Method, request.Path) == ("GET", "/token") ? FaultAnswer.Bare(status) : null,
        }, TokenTraffic.User);
        await peer.AskAsync();
        Assert.AreSequenceEqual(["GET", "POST"], peer.TokenRequests().Select(request => request.Method));
        var posted = peer.TokenRequests()[1];
        Assert.AreEqual(
            "client_id=OciArtifacts|grant_type=password|password=pässword|scope=repository:me/app:pull|service=test|username=user",
            FormOf(posted));
        Assert.IsNull(posted.Authorization);
        Assert.AreEqual("application/x-www-form-urlencoded", posted.ContentType);
        Assert.AreEqual("", posted.Query);
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    public async Task A_refusal_is_not_tried_in_the_other_way(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { Fault = TokenTraffic.AtTokenServer(FaultAnswer.Bare(status)) }, TokenTraffic.User);
        await Assert.ThrowsExactlyAsync<OciException>(peer.AskAsync);
        Assert.AreEqual("GET", peer.TokenRequests().Single().Method);
    }

    [TestMethod]
    public async Task Nobody_posts_nothing()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { BearerChallenge = true, TokenByPostOnly = true });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, peer.AskAsync);
        Assert.AreEqual("GET", peer.TokenRequests().Single().Method);
        Assert.StartsWith(
            $"There is no token for {peer.Registry.Host}: the token server http://{peer.Registry.Host} answers 405 Method Not Allowed.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_identity_token_is_posted_and_nothing_else()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { BearerChallenge = true, IdentityToken = "the-identity-token" }, TokenTraffic.IdentityToken);
        await peer.PutBlobAsync("layer");
        var posted = peer.TokenRequests().Single();
        Assert.AreEqual(
            "client_id=OciArtifacts|grant_type=refresh_token|refresh_token=the-identity-token|"
            + "scope=repository:me/app:pull,push|service=test",
            FormOf(posted));
        Assert.AreEqual("POST", posted.Method);
        Assert.IsNull(posted.Authorization);
    }

    [TestMethod]
    public async Task An_identity_token_is_nothing_for_a_registry_that_wants_a_password()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = TokenTraffic.Password }, TokenTraffic.IdentityToken);
        var failure = await Failure.WithAsync(OciErrorCode.UnsupportedAuthentication, peer.AskAsync);
        Assert.StartsWith(
            $"{peer.Registry.Host} wants a user and a password, and the identity token from the environment (OCIARTIFACTS_TOKEN) is",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains($"docker login {peer.Registry.Host}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-identity-token", failure.ToString(), StringComparison.Ordinal);
        Assert.HasCount(1, peer.Requests);
    }

    private static string FormOf(RecordedRequest request) => string.Join(
        '|', request.Form!.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value}"));
}
