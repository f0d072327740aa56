using System.Text;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>The requested digest, the digest that the registry names, and the digest of the bytes.</summary>
[TestClass]
public sealed class ManifestDigestTests
{
    private static readonly byte[] Bytes = new Manifest(Descriptor.Empty, []).ToBytes();
    private static readonly Digest Sha256 = Digest.Sha256(Bytes);
    private static readonly Digest Sha512 = Digest.Sha512(Bytes);
    private static readonly Digest Wrong = Digest.Sha256("wrong"u8);

    [TestMethod]
    [DataRow(false, DisplayName = "HEAD says so")]
    [DataRow(true, DisplayName = "the bytes say so")]
    public async Task Another_manifest_than_was_asked_for_is_refused(bool isHeadBare)
    {
        // The registry has the bytes under the digest of other bytes.
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            OmitDigestHeader = isHeadBare,
            WrongDigestHeader = Sha256.ToString(),
        });
        peer.Registry.AddManifest(RegistryPeer.Name, Wrong.ToString(), MediaType.Manifest, Bytes);
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => peer.Repository.ResolveAsync(Wrong.ToString(), CancellationToken.None));
        Assert.Contains($"{Sha256} where {Wrong} was asked for", failure.Message, StringComparison.Ordinal);
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch,
            () => Sample.ReadAsync(peer.Repository, new Descriptor(MediaType.Manifest, Wrong, Bytes.Length)));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_header_that_is_not_that_of_the_bytes_is_refused(bool isSha256)
    {
        var wrong = isSha256 ? Wrong : Digest.Sha512("wrong"u8);
        await using var peer = await StartAsync(
            new TestRegistryOptions { OmitContentLengthOnHead = true, WrongDigestHeader = wrong.ToString() });
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.Contains($"should be {wrong}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"is {(isSha256 ? Sha256 : Sha512)}", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_header_that_is_not_that_of_the_bytes_is_refused_whatever_was_asked_for()
    {
        await using var peer = await StartAsync(new TestRegistryOptions { WrongDigestHeader = Digest.Sha512("wrong"u8).ToString() });
        await Failure.WithAsync(
            OciErrorCode.ContentMismatch, () => peer.Repository.ResolveAsync(Sha256.ToString(), CancellationToken.None));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_tag_of_a_registry_that_hashes_by_sha512_has_that_digest(bool isHeadBare)
    {
        await using var peer = await StartAsync(new TestRegistryOptions
        {
            OmitContentLengthOnHead = isHeadBare,
            WrongDigestHeader = Sha512.ToString(),
        });
        Assert.AreEqual(
            new Descriptor(MediaType.Manifest, Sha512, Bytes.Length), await peer.Repository.ResolveAsync("1.0", CancellationToken.None));
    }

    // The digest in the header may differ from the requested one (distribution-spec 1.1.1, "Pulling manifests").
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_header_of_another_kind_of_digest_is_no_contradiction(bool wantsSha512)
    {
        var (wanted, said) = wantsSha512 ? (Sha512, Sha256) : (Sha256, Sha512);
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { WrongDigestHeader = said.ToString() });
        peer.Registry.AddManifest(RegistryPeer.Name, wanted.ToString(), MediaType.Manifest, Bytes);
        var content = new Descriptor(MediaType.Manifest, wanted, Bytes.Length);
        Assert.AreEqual(content, await peer.Repository.ResolveAsync(wanted.ToString(), CancellationToken.None));
        Assert.AreSequenceEqual(["HEAD", "GET"], peer.Requests.Select(request => request.Method));
        Assert.AreSequenceEqual(Bytes, await Sample.ReadAsync(peer.Repository, content));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task A_manifest_is_found_by_its_sha512(bool isHeadBare)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { OmitDigestHeader = isHeadBare });
        peer.Registry.AddManifest(RegistryPeer.Name, Sha512.ToString(), MediaType.Manifest, Bytes);
        Assert.AreEqual(Sha512, (await peer.Repository.ResolveAsync(Sha512.ToString(), CancellationToken.None))!.Digest);
    }

    [TestMethod]
    public async Task A_digest_that_nobody_can_check_is_not_taken_from_the_registry()
    {
        const string Unknown = "blake9:abc";
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = _ => Answer.Of(MediaType.Manifest, Encoding.UTF8.GetString(Bytes), ("Docker-Content-Digest", Unknown)),
        });
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => peer.Repository.ResolveAsync(Unknown, CancellationToken.None));
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public async Task A_manifest_has_at_most_4_mebibytes(int more, bool isRead)
    {
        var bytes = Encoding.ASCII.GetBytes("{\"manifests\":[]}".PadRight((4 * Sample.Mebibyte) + more));
        await using var peer = await RegistryPeer.StartAsync();
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Index, bytes);
        var root = await peer.Repository.ResolveAsync("1.0", CancellationToken.None);
        Assert.AreEqual(bytes.Length, root!.Size);
        if (isRead) Assert.IsEmpty(await peer.Repository.ReadChildrenAsync(root, CancellationToken.None));
        else await Failure.WithAsync(OciErrorCode.MalformedContent, () => peer.Repository.ReadChildrenAsync(root, CancellationToken.None));
        Assert.HasCount(isRead ? 2 : 1, peer.Requests);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_manifest_without_an_end_is_given_up_at_the_limit()
    {
        await using var peer = await StartAsync(new TestRegistryOptions
        {
            OmitDigestHeader = true,
            Fault = request => request.Method == "GET" ? new FaultAnswer { EndlessBody = true } : null,
        });
        var failure = await Failure.WithAsync(
            OciErrorCode.MalformedContent, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.Contains("more than 4194304 bytes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/v2/me/app/manifests/1.0", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<RegistryPeer> StartAsync(TestRegistryOptions options)
    {
        var peer = await RegistryPeer.StartAsync(options);
        peer.Registry.AddManifest(RegistryPeer.Name, "1.0", MediaType.Manifest, Bytes);
        peer.Registry.AddManifest(RegistryPeer.Name, Sha256.ToString(), MediaType.Manifest, Bytes);
        return peer;
    }
}
