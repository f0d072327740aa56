using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>
/// The header Docker-Content-Digest: right, wrong or missing. It is only recommended (distribution-spec 1.1.1: SHOULD).
/// </summary>
[TestClass]
public sealed class DigestHeaderTests
{
    [TestMethod]
    [DataRow("no digest")]
    [DataRow("sha512:abc")]
    public async Task A_header_that_says_no_digest_is_as_none(string header)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { WrongDigestHeader = header });
        var root = await peer.PushAsync(["1.0"], "layer");
        Assert.AreEqual(root.Digest, (await peer.Repository.ResolveAsync("1.0", CancellationToken.None))!.Digest);
    }

    [TestMethod]
    public async Task Where_a_head_says_all_no_manifest_is_read()
    {
        await using var peer = await RegistryPeer.StartAsync();
        await peer.PushAsync(["1.0"], "layer");
        peer.Registry.ClearRequests();
        await peer.Repository.ResolveAsync("1.0", CancellationToken.None);
        Assert.AreSequenceEqual(["HEAD"], peer.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task Where_a_head_says_no_digest_the_manifest_is_read()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = true });
        var root = await peer.PushAsync(["1.0"], "layer");
        peer.Registry.ClearRequests();
        var named = await peer.Repository.ResolveAsync("1.0", CancellationToken.None);
        Assert.AreEqual((root.MediaType, root.Digest, root.Size), (named!.MediaType, named.Digest, named.Size));
        Assert.AreSequenceEqual(["HEAD", "GET"], peer.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task A_manifest_that_is_larger_than_it_may_be_is_not_read_to_its_end()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = true });
        peer.Registry.AddManifest(RegistryPeer.Name, "large", MediaType.Manifest, Padded((4 * Sample.Mebibyte) + 1));
        peer.Registry.AddManifest(RegistryPeer.Name, "largest", MediaType.Manifest, Padded(4 * Sample.Mebibyte));
        await Failure.WithAsync(OciErrorCode.MalformedContent, () => peer.Repository.ResolveAsync("large", CancellationToken.None));
        Assert.AreEqual(4 * Sample.Mebibyte, (await peer.Repository.ResolveAsync("largest", CancellationToken.None))!.Size);
    }

    private static byte[] Padded(int size) => Encoding.ASCII.GetBytes("{}".PadRight(size));
}
