using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>A registry or proxy that refuses to answer has not said that the content is missing.</summary>
[TestClass]
public sealed class RefusedQuestionTests
{
    [TestMethod]
    [DataRow(400)]
    [DataRow(403)]
    [DataRow(405)]
    public async Task A_tag_whose_head_is_refused_is_read(int status)
    {
        await using var peer = await RefusingAsync(status, "HEAD");
        var root = await peer.PushAsync(["1.0"], "layer");
        Assert.AreEqual(root.Digest, (await peer.Repository.ResolveAsync("1.0", CancellationToken.None))!.Digest);
        Assert.IsNull(await peer.Repository.ResolveAsync("2.0", CancellationToken.None));
    }

    [TestMethod]
    public async Task A_tag_that_nobody_may_read_is_not_taken_for_none() => await Failure.WithAsync(
        OciErrorCode.Denied,
        async () =>
        {
            await using var peer = await RefusingAsync(403, "HEAD", "GET");
            await peer.Repository.ResolveAsync("1.0", CancellationToken.None);
        });

    [TestMethod]
    [DataRow(TagPolicy.Fail)]
    [DataRow(TagPolicy.Skip)]
    public async Task What_must_not_be_replaced_is_not_replaced_where_nobody_may_look(TagPolicy policy)
    {
        await using var peer = await RefusingAsync(403, "HEAD", "GET");
        var before = await peer.PushAsync(["1.0"], "layer");
        await Failure.WithAsync(OciErrorCode.Denied, () => peer.PushAsync(policy, "another"));
        Assert.IsTrue(peer.Registry.TryGetManifest(RegistryPeer.Name, "1.0", out var bytes, out _));
        Assert.AreEqual(before.Digest, Digest.Sha256(bytes));
    }

    private static Task<RegistryPeer> RefusingAsync(int status, params string[] methods) => RegistryPeer.StartAsync(
        new TestRegistryOptions
        {
            Fault = request =>
                methods.Contains(request.Method) && request.Path.Contains("/manifests/", StringComparison.Ordinal)
                    ? FaultAnswer.Bare(status)
                    : null,
        });
}
