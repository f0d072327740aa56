using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>
/// Expect: 100-continue is not used again if a server does not support it (RFC 9110, section 10.1.1).
/// </summary>
[TestClass]
public sealed class ExpectationTests
{
    [TestMethod]
    public async Task A_body_goes_unasked_where_the_question_is_not_known()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Expect is not null ? FaultAnswer.Bare(417) : null });
        foreach (var seed in new[] { 1, 2 })
        {
            await peer.Repository.PutAsync(
                peer.Source.Add("a/b", Sample.Bytes(Sample.Mebibyte, seed)), peer.Source, CancellationToken.None);
        }

        Assert.AreSequenceEqual([417, 201, 201], peer.Requests.Where(request => request.Method == "PUT").Select(request => request.Status));
    }

    [TestMethod]
    public async Task The_answer_417_to_a_request_without_an_expectation_is_a_failure()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions
            {
                Fault = request => request.Method == "PUT" ? FaultAnswer.Bare(417) : null,
            });
        await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("small"));
        Assert.HasCount(2, peer.Lines("PUT"));
    }
}
