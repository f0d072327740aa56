using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>Blobs are verified while they are read: first the size, then the digest.</summary>
[TestClass]
public sealed class BlobReadingTests
{
    private static readonly byte[] All = Sample.Bytes(200_000);
    private static readonly Descriptor Blob = Descriptor.Of("application/octet-stream", All);

    [TestMethod]
    [Timeout(60_000)]
    [DataRow(6L)]
    [DataRow(1_000_000_000_000L)]
    [DataRow(4L)]
    [DataRow(0L)]
    public async Task A_body_that_says_another_size_is_not_read(long length)
    {
        await using var server = new ScriptedServer(new ScriptedAnswer($"200 OK\r\nContent-Length: {length}", []) { Stalls = length > 0 });
        using var client = new RegistryClient(server.Host, RegistryPeer.Anonymous);
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentMismatch,
            () => client.Repository("me/app").OpenAsync(Descriptor.Of("a/b", "right"u8), CancellationToken.None));
        Assert.Contains($"{length} bytes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("should have 5", failure.Message, StringComparison.Ordinal);
        if (length > 0) await server.Left;
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task An_endless_body_is_read_no_further_than_its_size()
    {
        await using var peer = await FaultyAsync(new FaultAnswer { EndlessBody = true });
        await using var stream = await peer.Repository.OpenAsync(Blob, CancellationToken.None);
        var failure = await Failure.WithAsync(OciErrorCode.ContentMismatch, () => stream.CopyToAsync(Stream.Null));
        Assert.Contains("more", failure.Message, StringComparison.Ordinal);
        Assert.IsLessThanOrEqualTo(All.Length, ((VerifyingStream)stream).BytesRead);
    }

    [TestMethod]
    public async Task A_last_byte_that_is_wrong_is_noticed_before_it_is_handed_out()
    {
        await using var peer = await FaultyAsync(new FaultAnswer { CorruptBody = true });
        await using var stream = await peer.Repository.OpenAsync(Blob, CancellationToken.None);
        using var read = new MemoryStream();
        var failure = await Failure.WithAsync(OciErrorCode.ContentMismatch, () => stream.CopyToAsync(read));
        Assert.Contains($"should be {Blob.Digest}", failure.Message, StringComparison.Ordinal);
        Assert.IsLessThan(All.Length, read.Length);

        // Damaged content is not requested again, because it may be damaged at the registry.
        Assert.AreSequenceEqual(["GET"], peer.Requests.Select(request => request.Method));
    }

    [TestMethod]
    public async Task A_blob_that_the_registry_does_not_have_is_said_so()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var failure = await Failure.WithAsync(OciErrorCode.ContentNotFound, () => Sample.ReadAsync(peer.Repository, Blob));
        Assert.Contains(Blob.Digest.ToString(), failure.Message, StringComparison.Ordinal);
        Assert.Contains(RegistryPeer.Name, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(403, OciErrorCode.Denied)]
    [DataRow(206, OciErrorCode.NoRegistry)]
    [DataRow(204, OciErrorCode.NoRegistry)]
    public async Task An_answer_that_is_no_blob_has_its_code(int status, OciErrorCode code)
    {
        await using var peer = await FaultyAsync(FaultAnswer.Bare(status));
        await Failure.WithAsync(code, () => Sample.ReadAsync(peer.Repository, Blob));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    public async Task A_redirect_to_another_host_is_followed_after_a_break_too(int breaks)
    {
        var plan = FaultPlan.First(breaks, new FaultAnswer { TruncateBodyAfter = 20_000 }, request => request.OnOtherHost);
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { RedirectBlobsToOtherHost = true, Fault = plan.Answer }, RegistryPeer.Anonymous with { Retries = 10 });
        peer.Registry.AddBlob(RegistryPeer.Name, All);
        Assert.AreSequenceEqual(All, await Sample.ReadAsync(peer.Repository, Blob));
        Assert.AreEqual(breaks, plan.Count);

        // The registry is asked for each new request, because its signed address may expire.
        Assert.AreSequenceEqual(
            Enumerable.Repeat(new[] { false, true }, breaks + 1).SelectMany(pair => pair),
            peer.Requests.Select(request => request.OnOtherHost));
        foreach (var pair in peer.Requests.Chunk(2)) Assert.AreEqual(pair[0].Range, pair[1].Range);
    }

    [TestMethod]
    public async Task A_blob_can_be_read_without_a_task()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 50_000), ScriptedAnswer.Rest(All, 50_000, 150_000));
        using var client = new RegistryClient(server.Host, RegistryPeer.Anonymous);
        await using var stream = await client.Repository("me/app").OpenAsync(Blob, CancellationToken.None);
        var bytes = new byte[All.Length];
        stream.ReadExactly(bytes);
        Assert.AreSequenceEqual(All, bytes);
        Assert.AreEqual(0, stream.Read(bytes));
        Assert.AreEqual(All.Length, stream.Length);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Cancelling_ends_a_read_that_stalls_at_once()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 10) with { Stalls = true });
        using var client = new RegistryClient(server.Host, RegistryPeer.Anonymous);
        using var cancel = new CancellationTokenSource();
        await using var stream = await client.Repository("me/app").OpenAsync(Blob, cancel.Token);
        var buffer = new byte[10];
        await stream.ReadExactlyAsync(buffer, cancel.Token);
        var stalled = stream.ReadAsync(buffer, cancel.Token).AsTask();
        Assert.IsFalse(stalled.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => stalled);
        Assert.AreSequenceEqual([""], server.Ranges);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_blob_that_is_not_read_to_its_end_gives_its_connection_back()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 10) with { Stalls = true });
        using var client = new RegistryClient(server.Host, RegistryPeer.Anonymous);
        var stream = await client.Repository("me/app").OpenAsync(Blob, CancellationToken.None);
        await stream.ReadExactlyAsync(new byte[10]);
        Assert.IsFalse(server.Left.IsCompleted);
        await stream.DisposeAsync();
        await server.Left;

        // The connection must not end because the stream was collected.
        GC.KeepAlive(stream);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Content_of_a_kind_of_digest_that_nobody_knows_is_refused()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 10) with { Stalls = true });
        using var client = new RegistryClient(server.Host, RegistryPeer.Anonymous);
        var unknown = Blob with { Digest = Digest.Parse("blake9:abc") };
        await Failure.WithAsync(
            OciErrorCode.MalformedContent, () => client.Repository("me/app").OpenAsync(unknown, CancellationToken.None));
        await server.Left;
    }

    private static async Task<RegistryPeer> FaultyAsync(FaultAnswer fault)
    {
        var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => fault });
        peer.Registry.AddBlob(RegistryPeer.Name, All);
        return peer;
    }
}
