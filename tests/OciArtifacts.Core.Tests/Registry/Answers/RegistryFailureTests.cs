using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Answers;

[TestClass]
public sealed class RegistryFailureTests
{
    [TestMethod]
    [DataRow(400, OciErrorCode.ContentRefused, "the 1.0 form of the manifest")]
    [DataRow(403, OciErrorCode.Denied, "Ask for permission")]
    [DataRow(404, OciErrorCode.RepositoryNotFound, "Check the names of the registry and of the repository")]
    [DataRow(405, OciErrorCode.ContentRefused, "generic layer types")]
    [DataRow(413, OciErrorCode.ContentRefused, "larger than the registry")]
    [DataRow(415, OciErrorCode.ContentRefused, "may not accept this type")]
    [DataRow(429, OciErrorCode.TooManyRequests, "log in for a higher limit")]
    [DataRow(500, OciErrorCode.RegistryFailed, "ask its operator")]
    [DataRow(502, OciErrorCode.RegistryFailed, "failed to answer POST")]
    [DataRow(503, OciErrorCode.RegistryFailed, "Publish again")]
    public async Task Each_status_has_its_code_and_the_message_says_what_was_asked_and_what_to_do(
        int status, OciErrorCode code, string advice)
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Error(status, "SOME_CODE") with { Message = "the registry's words" });
        var failure = await Failure.WithAsync(code, () => peer.PutBlobAsync("layer"));
        var asked = $"POST http://{peer.Registry.Host}/v2/me/app/blobs/uploads/: {status} ";
        Assert.StartsWith(asked, failure.Message, StringComparison.Ordinal);
        Assert.Contains("The registry says: SOME_CODE: the registry's words.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(400, nameof(Remedy.ManifestForm))]
    [DataRow(403, nameof(Remedy.Repository))]
    [DataRow(404, nameof(Remedy.RegistryAndRepository))]
    [DataRow(413, nameof(Remedy.None))]
    [DataRow(500, nameof(Remedy.None))]
    public async Task A_status_says_which_input_to_change(int status, string remedy)
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Bare(status));
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => peer.PutBlobAsync("layer"));
        Assert.AreEqual(remedy, failure.Remedy.ToString());
    }

    [TestMethod]
    public async Task A_manifest_that_is_refused_names_its_content_and_still_says_which_input_to_change()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
                request.Method == "PUT" && request.Path.Contains("/manifests/", StringComparison.Ordinal)
                    ? FaultAnswer.Bare(400)
                    : null,
        });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PushAsync(["1.0"], "layer"));
        Assert.Contains("What was sent: the manifest sha256:", failure.Message, StringComparison.Ordinal);
        Assert.AreEqual(Remedy.ManifestForm, failure.Remedy);
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(403)]
    [DataRow(405)]
    public async Task A_question_that_is_refused_is_answered_by_trying(int status)
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "HEAD" ? FaultAnswer.Bare(status) : null });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    [DataRow(429, OciErrorCode.TooManyRequests)]
    [DataRow(500, OciErrorCode.RegistryFailed)]
    public async Task Each_request_can_fail(int status, OciErrorCode code)
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Bare(status));
        var manifest = Tests.Content.Sample.Manifest(peer.Source, "m");
        Func<Task>[] requests =
        [
            () => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None),
            () => peer.Repository.ExistsAsync(manifest, CancellationToken.None),
            () => peer.Repository.OpenAsync(Descriptor.Empty, CancellationToken.None),
            () => peer.Repository.ResolveAsync("1.0", CancellationToken.None),
            () => peer.Repository.PutAsync(manifest, peer.Source, CancellationToken.None),
            () => peer.Repository.TagAsync(manifest, peer.Source, "1.0", CancellationToken.None),
        ];
        foreach (var request in requests) await Failure.WithAsync(code, request);
    }

    [TestMethod]
    public async Task A_failed_head_says_that_there_is_nothing_to_quote()
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Bare(500));
        var failure = await Failure.WithAsync(
            OciErrorCode.RegistryFailed, () => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        Assert.Contains("HEAD: there is no body to quote", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("<html>a page</html>")]
    [DataRow("a page")]
    [DataRow("")]
    [DataRow("[\"a page\"]")]
    [DataRow("{\"errors\":\"a page\"}")]
    [DataRow("{\"errors\":[\"a page\"]}")]
    [DataRow("{\"message\":\"a page\"}")]
    [DataRow("{\"errors\":[")]
    public async Task A_body_of_another_form_is_not_quoted(string body)
    {
        await using var peer = await AnsweringAsync(new FaultAnswer { Status = 400, Body = body });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.DoesNotContain("a page", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("The registry says", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Words_that_break_off_are_not_quoted_and_the_status_is_told()
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Error(400, "X") with { TruncateBodyAfter = 5 });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.Contains(": 400 Bad Request. The registry may not accept", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Several_errors_are_all_told()
    {
        await using var peer = await AnsweringAsync(new FaultAnswer
        {
            Status = 400,
            Body = """{"errors":[{"code":"A","message":"first"},{"code":"B","message":"second","detail":{"x":1}}]}""",
        });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.Contains("A: first; B: second", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_error_without_a_message_is_told_by_its_code()
    {
        await using var peer = await AnsweringAsync(
            new FaultAnswer { Status = 400, Body = """{"errors":[{"code":"A","message":5},{"code":"B"}]}""" });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.Contains("The registry says: A: ; B: .", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_the_registry_says_stays_on_one_line_and_cannot_steer_a_terminal()
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Error(400, "X") with { Message = "a\r\nb\u001b[31mc\u0085d" });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.DoesNotContain(char.IsControl, failure.Message);
        Assert.Contains("X: a  b [31mc d", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_ends_a_line_or_turns_it_is_left_out_and_no_character_is_cut_in_two()
    {
        await using var peer = await AnsweringAsync(
            FaultAnswer.Error(400, "X") with
            {
                Message = "a\u2028b\u202ec" + new string('x', 491) + "\U0001f600",
            });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.Contains("X: a b c" + new string('x', 491) + "….", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(5_000)]
    [DataRow(1_000_000)]
    public async Task What_the_registry_says_is_not_quoted_without_end(int length)
    {
        await using var peer = await AnsweringAsync(FaultAnswer.Error(400, "X") with { Message = new string('x', length) });
        var failure = await Failure.WithAsync(OciErrorCode.ContentRefused, () => peer.PutBlobAsync("layer"));
        Assert.IsLessThan(1_000, failure.Message.Length);
    }

    // The first request finds the registry. All later requests get the answer.
    private static async Task<RegistryPeer> AnsweringAsync(FaultAnswer answer)
    {
        var isFound = false;
        var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = _ => isFound ? answer : null });
        await peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None);
        isFound = true;
        return peer;
    }
}
