using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>The check of a push opens an upload and cancels it.</summary>
[TestClass]
public sealed class PushCheckTests
{
    [TestMethod]
    public async Task An_upload_is_opened_and_cancelled_and_nothing_is_stored()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions());
        await peer.Repository.CheckPushAsync(CancellationToken.None);
        Assert.AreSequenceEqual(
            ["POST", "DELETE"], peer.Requests.Where(request => request.Status is 202 or 204).Select(request => request.Method));
        Assert.AreEqual(0, peer.Requests.Sum(request => request.BodyBytes));
        Assert.IsEmpty(peer.Registry.Repositories);
    }

    [TestMethod]
    [DataRow(403, "DENIED", OciErrorCode.Denied)]
    [DataRow(404, "NAME_UNKNOWN", OciErrorCode.RepositoryNotFound)]
    [DataRow(400, "NAME_INVALID", OciErrorCode.ContentRefused)]
    [DataRow(405, "UNSUPPORTED", OciErrorCode.ContentRefused)]
    public async Task A_refusal_has_the_code_that_the_push_would_have(int status, string said, OciErrorCode code)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "POST" ? FaultAnswer.Error(status, said) : null,
        });
        var failure = await Failure.WithAsync(code, () => peer.Repository.CheckPushAsync(CancellationToken.None));
        Assert.Contains(said, failure.Message);
    }

    [TestMethod]
    public async Task An_account_that_may_only_pull_is_found_out()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions
        {
            BearerChallenge = true,
            GrantedActions = (_, _, _) => false,
        });
        await Failure.WithAsync(OciErrorCode.Denied, () => peer.Repository.CheckPushAsync(CancellationToken.None));
    }

    [TestMethod]
    public async Task Credentials_that_are_wanted_and_not_there_are_missing()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { UserName = "user", Password = "password" });
        await Failure.WithAsync(OciErrorCode.CredentialsMissing, () => peer.Repository.CheckPushAsync(CancellationToken.None));
    }

    [TestMethod]
    [DataRow(404)]
    [DataRow(405)]
    [DataRow(500)]
    public async Task A_registry_that_cannot_cancel_has_permitted_the_push_all_the_same(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "DELETE" ? FaultAnswer.Bare(status) : null,
        });
        await peer.Repository.CheckPushAsync(CancellationToken.None);
        Assert.HasCount(2, peer.Requests);
    }
}
