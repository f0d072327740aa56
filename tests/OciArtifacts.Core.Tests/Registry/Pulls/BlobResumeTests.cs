using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;

namespace OciArtifacts.Core.Tests.Registry.Pulls;

/// <summary>The body of a blob breaks off: the client asks for the rest, and returns correct bytes only.</summary>
[TestClass]
public sealed class BlobResumeTests
{
    private static readonly byte[] All = Sample.Bytes(1000);
    private static readonly Descriptor Blob = Descriptor.Of("application/octet-stream", All);
    private static readonly RegistryOptions OneRetry = RegistryPeer.Anonymous with { Retries = 1 };

    [TestMethod]
    public async Task The_rest_of_a_body_that_breaks_off_is_asked_for()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 300), ScriptedAnswer.Rest(All, 300, 700));
        Assert.AreSequenceEqual(All, await ReadAsync(server));
        Assert.AreSequenceEqual(["", "bytes=300-"], server.Ranges);
    }

    [TestMethod]
    public async Task A_body_that_breaks_off_before_its_first_byte_is_asked_for_whole()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 0), ScriptedAnswer.Whole(All, 1000));
        Assert.AreSequenceEqual(All, await ReadAsync(server));
        Assert.AreSequenceEqual(["", ""], server.Ranges);
    }

    [TestMethod]
    public async Task A_body_that_moves_is_never_given_up()
    {
        var breaks = Enumerable.Range(1, 8).Select(i => ScriptedAnswer.Rest(All, i * 100, 100));
        await using var server = new ScriptedServer([ScriptedAnswer.Whole(All, 100), .. breaks, ScriptedAnswer.Rest(All, 900, 100)]);
        Assert.AreSequenceEqual(All, await ReadAsync(server));
        Assert.AreSequenceEqual(["", .. Enumerable.Range(1, 9).Select(i => $"bytes={i * 100}-")], server.Ranges);
    }

    [TestMethod]
    public async Task A_body_that_does_not_move_is_given_up()
    {
        var stuck = ScriptedAnswer.Rest(All, 300, 0);
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 300), stuck, stuck, stuck);
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => ReadAsync(server));
        Assert.Contains("breaks off", failure.Message, StringComparison.Ordinal);
        Assert.Contains(server.Host, failure.Message, StringComparison.Ordinal);

        // The second break is the first one without progress. A broken connection has two retries.
        Assert.AreSequenceEqual(["", "bytes=300-", "bytes=300-"], server.Ranges);
    }

    [TestMethod]
    public async Task Where_all_of_it_is_sent_again_what_was_read_is_skipped()
    {
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 300), ScriptedAnswer.Whole(All, 1000));
        Assert.AreSequenceEqual(All, await ReadAsync(server));
        Assert.AreSequenceEqual(["", "bytes=300-"], server.Ranges);
    }

    [TestMethod]
    public async Task A_break_while_skipping_is_no_break_of_what_was_read()
    {
        await using var server = new ScriptedServer(
            ScriptedAnswer.Whole(All, 300),
            ScriptedAnswer.Whole(All, 200),
            ScriptedAnswer.Whole(All, 400),
            ScriptedAnswer.Rest(All, 400, 600));
        Assert.AreSequenceEqual(All, await ReadAsync(server, RegistryPeer.Anonymous));
        Assert.AreSequenceEqual(["", "bytes=300-", "bytes=300-", "bytes=400-"], server.Ranges);
    }

    [TestMethod]
    [DataRow("bytes 299-999/1000", DisplayName = "before")]
    [DataRow("bytes 301-999/1000", DisplayName = "behind")]
    [DataRow("bytes 0-999/1000", DisplayName = "the start")]
    [DataRow("bytes */1000", DisplayName = "none")]
    public async Task The_rest_from_another_place_is_not_used_and_all_of_it_is_asked_for(string range)
    {
        await using var server = new ScriptedServer(
            ScriptedAnswer.Whole(All, 300), ScriptedAnswer.RestCalled(range, All[300..], 700), ScriptedAnswer.Whole(All, 1000));
        Assert.AreSequenceEqual(All, await ReadAsync(server, RegistryPeer.Anonymous));
        Assert.AreSequenceEqual(["", "bytes=300-", ""], server.Ranges);
    }

    [TestMethod]
    public async Task Where_a_range_is_refused_all_of_it_is_asked_for_then_and_later()
    {
        await using var server = new ScriptedServer(
            ScriptedAnswer.Whole(All, 300),
            ScriptedAnswer.Bare("416 Range Not Satisfiable"),
            ScriptedAnswer.Whole(All, 600),
            ScriptedAnswer.Whole(All, 1000));
        Assert.AreSequenceEqual(All, await ReadAsync(server, RegistryPeer.Anonymous));
        Assert.AreSequenceEqual(["", "bytes=300-", "", ""], server.Ranges);
    }

    [TestMethod]
    [DataRow("416 Range Not Satisfiable", OciErrorCode.ContentRefused)]
    [DataRow("206 Partial Content", OciErrorCode.NoRegistry)]
    [DataRow("404 Not Found", OciErrorCode.RepositoryNotFound)]
    public async Task A_registry_that_does_not_send_all_of_it_again_either_has_failed(string status, OciErrorCode code)
    {
        var refusal = ScriptedAnswer.Bare(status);
        await using var server = new ScriptedServer(
            ScriptedAnswer.Whole(All, 300), ScriptedAnswer.Bare("416 Range Not Satisfiable"), refusal, refusal);
        await Failure.WithAsync(code, () => ReadAsync(server, RegistryPeer.Anonymous));
        Assert.AreSequenceEqual(["", "bytes=300-", ""], server.Ranges);
    }

    [TestMethod]
    public async Task A_registry_that_fails_for_a_moment_is_asked_for_the_rest_again()
    {
        await using var server = new ScriptedServer(
            ScriptedAnswer.Whole(All, 300), ScriptedAnswer.Bare("503 Service Unavailable"), ScriptedAnswer.Rest(All, 300, 700));
        Assert.AreSequenceEqual(All, await ReadAsync(server, RegistryPeer.Anonymous));
        Assert.AreSequenceEqual(["", "bytes=300-", "bytes=300-"], server.Ranges);
    }

    [TestMethod]
    public async Task A_blob_that_is_another_behind_the_break_is_noticed()
    {
        var other = Sample.Bytes(1000, seed: 2);
        await using var server = new ScriptedServer(ScriptedAnswer.Whole(All, 300), ScriptedAnswer.Rest(other, 300, 700));
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => ReadAsync(server));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_body_that_stalls_is_asked_for_again()
    {
        await using var server = new ScriptedServer(
            ScriptedAnswer.Whole(All, 300) with { Stalls = true }, ScriptedAnswer.Rest(All, 300, 700));
        var impatient = RegistryPeer.Anonymous with { AnswerTimeout = TimeSpan.FromSeconds(2) };
        Assert.AreSequenceEqual(All, await ReadAsync(server, impatient));
        Assert.AreSequenceEqual(["", "bytes=300-"], server.Ranges);
        await server.Left;
    }

    private static Task<byte[]> ReadAsync(ScriptedServer server) => ReadAsync(server, OneRetry);

    private static async Task<byte[]> ReadAsync(ScriptedServer server, RegistryOptions options)
    {
        using var client = new RegistryClient(server.Host, options);
        return await client.Repository(RegistryPeer.Name).ReadAllAsync(Blob, All.Length, CancellationToken.None);
    }
}
