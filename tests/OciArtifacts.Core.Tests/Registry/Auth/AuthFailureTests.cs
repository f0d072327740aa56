using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>
/// The failures of authentication name the credentials, their source, the answer of the registry and what to do.
/// </summary>
[TestClass]
public sealed class AuthFailureTests
{
    private const string User = "the credentials of 'user' from the environment (OCIARTIFACTS_USERNAME)";
    private const string Places = "Looked at OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, OCIARTIFACTS_TOKEN";
    private static readonly FaultAnswer Words = FaultAnswer.Error(403, "DENIED") with { Message = "the server's words" };

    [TestMethod]
    public async Task Nobody_is_told_what_the_registry_says_where_was_looked_and_what_to_do()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            BearerChallenge = true,
            GrantedActions = (_, _, action) => action == "pull",
        });
        await peer.AskAsync();
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsMissing, () => peer.PutBlobAsync("layer"));
        Assert.StartsWith(
            $"{peer.Registry.Host} wants credentials, and none were found. The registry says: UNAUTHORIZED: authentication "
                + $"required. {Places}",
            failure.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            $"Set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or run: docker login {peer.Registry.Host}",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(401)]
    [DataRow(403)]
    public async Task Nobody_is_refused_by_the_token_server(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { BearerChallenge = true, Fault = TokenTraffic.AtTokenServer(Words with { Status = status }) });
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsMissing, peer.AskAsync);
        Assert.StartsWith(
            $"{peer.Registry.Host} wants credentials, and none were found. Without them, the token server "
                + $"http://{peer.Registry.Host} answers {status} ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains($"The registry says: DENIED: the server's words. {Places}", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Nobody_whose_token_the_registry_forbids_is_told_the_same()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            BearerChallenge = true,
            Fault = request => request.Authorization is null ? null : Words,
        });
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsMissing, () => peer.PutBlobAsync("layer"));
        Assert.StartsWith(
            $"{peer.Registry.Host} wants credentials, and none were found. POST "
                + $"http://{peer.Registry.Host}/v2/me/app/blobs/uploads/: 403 Forbidden. The registry says: DENIED: the server's words. "
                + $"{Places}",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_registry_that_never_asked_who_it_is_forbids_without_more()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => Words }, TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.Denied, () => peer.PutBlobAsync("layer"));
        Assert.StartsWith("POST ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("'user'", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_password_that_the_registry_does_not_take_is_rejected()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UserName = "user", Password = "other" }, TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsRejected, () => peer.PutBlobAsync("layer"));
        Assert.AreEqual(
            $"{peer.Registry.Host} does not accept {User}. The registry says: UNAUTHORIZED: authentication required. Check them, or "
                + "log in again.",
            failure.Message);
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(401)]
    public async Task A_password_that_the_token_server_does_not_take_is_rejected(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { Fault = TokenTraffic.AtTokenServer(Words with { Status = status }) }, TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        Assert.StartsWith(
            $"{peer.Registry.Host} does not accept {User}. In its name, the token server http://{peer.Registry.Host} answers {status} ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "The registry says: DENIED: the server's words. Check them, or log in again.", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_identity_token_that_is_too_old_is_rejected()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { BearerChallenge = true, IdentityToken = "another" }, TokenTraffic.IdentityToken);
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        Assert.StartsWith(
            $"{peer.Registry.Host} does not accept the identity token from the environment (OCIARTIFACTS_TOKEN).",
            failure.Message,
            StringComparison.Ordinal);
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    public async Task A_token_that_the_registry_does_not_know_is_rejected()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with
            {
                Fault = TokenTraffic.AtTokenServer(new FaultAnswer { Status = 200, Body = "{\"token\":\"forged\"}" }),
            },
            TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.CredentialsRejected, peer.AskAsync);
        Assert.StartsWith($"{peer.Registry.Host} does not accept {User}.", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_token_that_the_server_gave_with_too_few_rights_is_denied()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { GrantedActions = (_, _, action) => action != "push" }, TokenTraffic.User);
        await AssertDeniedAsync(peer, "The registry says: UNAUTHORIZED: authentication required.");
        Assert.AreSequenceEqual([401, 200, 401], peer.Requests.Select(request => request.Status));
    }

    [TestMethod]
    public async Task A_challenge_that_names_no_error_is_answered_with_the_same()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with
            {
                GrantedActions = (_, _, action) => action != "push",
                Challenges = usual => [usual.Split(",error")[0]],
            },
            TokenTraffic.User);
        await AssertDeniedAsync(peer, "The registry says: UNAUTHORIZED: authentication required.");
    }

    [TestMethod]
    public async Task A_user_to_whom_the_token_server_gives_nothing_is_denied()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { Fault = TokenTraffic.AtTokenServer(Words) }, TokenTraffic.User);
        await AssertDeniedAsync(
            peer,
            $"In its name, the token server http://{peer.Registry.Host} answers 403 Forbidden. The registry says: DENIED: the "
                + "server's words.");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_user_whom_the_registry_forbids_it_is_denied(bool isBearer)
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with
            {
                BearerChallenge = isBearer,
                Fault = request => request.Path != "/token" && request.Authorization is not null ? Words : null,
            },
            TokenTraffic.User);
        await AssertDeniedAsync(
            peer,
            $"POST http://{peer.Registry.Host}/v2/me/app/blobs/uploads/: 403 Forbidden. The registry says: DENIED: the server's words.");
    }

    [TestMethod]
    [DataRow(302)]
    [DataRow(404)]
    [DataRow(418)]
    public async Task Any_other_answer_of_the_token_server_is_its_operators_business(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded with
        {
            Fault = request => (request.Path, request.Method) == ("/token", status == 404 ? "POST" : "GET")
                ? (Words with { Status = status }).WithHeader("Location", "/v2/")
                : request.Path == "/token" ? FaultAnswer.Bare(404) : null,
        }, TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, peer.AskAsync);
        Assert.StartsWith(
            $"There is no token for {peer.Registry.Host}: the token server http://{peer.Registry.Host} answers {status} ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("The registry says: DENIED: the server's words. Ask its operator.", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Credentials_are_told_of_once_a_repository_and_without_the_secret()
    {
        var told = new List<RegistryEvent>();
        await using var peer = await RegistryPeer.StartAsync(TokenTraffic.Guarded, TokenTraffic.User with { Report = told.Add });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual([new RegistryEvent(RegistryEventKind.Credentials, $"{peer.Registry.Host} gets {User}.")], told);
        await peer.Client.Repository("me/other").ExistsAsync(Descriptor.Empty, CancellationToken.None);
        Assert.HasCount(2, told);
    }

    private static async Task AssertDeniedAsync(RegistryPeer peer, string said)
    {
        var failure = await Failure.WithAsync(OciErrorCode.Denied, () => peer.PutBlobAsync("layer"));
        Assert.AreEqual(
            $"{peer.Registry.Host} does not permit to push to me/app with {User}. {said} "
            + "Ask for permission to push to me/app, or name another repository.",
            failure.Message);
        Assert.AreEqual(Remedy.Repository, failure.Remedy);
    }
}
