using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Auth;
using OciArtifacts.Core.Tests.Registry.Uploads;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Answers;

/// <summary>Answers of something that is not a registry, or that lack required headers.</summary>
[TestClass]
public sealed class UnexpectedAnswerTests
{
    private static readonly FaultAnswer Page = new FaultAnswer { Status = 200, Body = "<html>Please log in</html>" }.WithHeader(
        "Content-Type", "text/html; charset=utf-8");

    [TestMethod]
    [DataRow("HEAD")]
    [DataRow("GET")]
    [DataRow("POST")]
    [DataRow("PUT")]
    public async Task A_web_page_is_told_as_that(string method)
    {
        var failure = await PushAsync(
            request =>
                request.Method == method
                    ? Page
                    : method == "GET" && request.Method == "HEAD" ? FaultAnswer.Bare(405) : null);
        Assert.Contains($"{method} http://localhost:", failure.Message, StringComparison.Ordinal);
        Assert.Contains("This is a web page (text/html), not the answer of a registry.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Publish again", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("Docker-Upload-UUID")]
    public async Task A_registry_that_calls_its_answers_HTML_opens_uploads_all_the_same(string header)
    {
        // Quay answers a POST with a Location, without a body, and with the content type of a web page.
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
            {
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
                {
                    ["Content-Type"] = "text/html; charset=utf-8",
                };
                if (request.Method == "DELETE") return new FaultAnswer { Status = 204, Headers = headers };
                headers["Location"] = $"{request.Path}1";
                if (header.Length > 0) headers[header] = "1";
                return new FaultAnswer { Status = 202, Body = "", Headers = headers };
            },
        });
        await peer.Repository.CheckPushAsync(CancellationToken.None);
        Assert.AreSequenceEqual(["POST 202", "DELETE 204"], peer.Trace());
    }

    [TestMethod]
    public async Task A_redirect_to_a_login_page_names_where_it_led()
    {
        var other = "";
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
                request.OnOtherHost ? Page : FaultAnswer.Bare(302).WithHeader("Location", $"http://{other}/login?next=secret"),
        });
        other = peer.Registry.OtherHost;
        var failure = await Failure.WithAsync(OciErrorCode.NoRegistry, () => peer.PushAsync(["1.0"], "layer"));
        Assert.AreEqual(Remedy.Registry, failure.Remedy);
        Assert.Contains(
            $"HEAD http://{other}: 200 OK. This is a web page (text/html), not the answer of a registry; {peer.Registry.Host} "
                + $"redirected to http://{other}.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("POST", 202, "The Location of the upload is missing.")]
    [DataRow("POST", 200, "A registry answers 202 with the Location of an upload.")]
    [DataRow("POST", 204, "A registry answers 202 with the Location of an upload.")]
    [DataRow("POST", 302, "A redirect has a Location, which is missing.")]
    [DataRow("PUT", 200, "A registry answers 201, or says in Docker-Content-Digest or Location what it stored.")]
    [DataRow("PUT", 202, "A registry answers 201, or says in Docker-Content-Digest or Location what it stored.")]
    [DataRow("HEAD", 511, "The network wants a login before it lets anything through.")]
    public async Task What_is_missing_is_said(string method, int status, string missing)
    {
        var failure = await PushAsync(request => request.Method == method ? FaultAnswer.Bare(status) : null);
        Assert.Contains($": {status} ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($" {missing} A proxy, a login page", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Publish again", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_service_that_says_yes_to_everything_has_stored_nothing()
    {
        var failure = await PushAsync(_ => new FaultAnswer { Status = 200, Body = "{}" }.WithHeader("Content-Type", "application/json"));
        Assert.Contains("POST ", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_manifest_that_is_answered_with_200_and_nothing_is_not_stored()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request =>
                request.Path.Contains("/manifests/", StringComparison.Ordinal)
                    && request.Method == "PUT"
                    ? FaultAnswer.Bare(200)
                    : null,
        });
        await Failure.WithAsync(OciErrorCode.NoRegistry, () => peer.PushAsync(["1.0"], "layer"));
    }

    [TestMethod]
    public async Task A_refusal_that_is_a_page_is_told_as_that()
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "POST" ? Page with { Status = 404 } : null,
        });
        var failure = await Failure.WithAsync(OciErrorCode.RepositoryNotFound, () => peer.PushAsync(["1.0"], "layer"));
        Assert.Contains(
            "This is a web page: a proxy or a web server may have answered in place of the registry.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("DIGEST_INVALID", 400)]
    [DataRow("BLOB_UPLOAD_INVALID", 400)]
    [DataRow("SIZE_INVALID", 400)]
    [DataRow("TOO_LARGE", 413)]
    public async Task A_blob_that_is_refused_is_named_by_its_title(string code, int status)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "PUT" ? FaultAnswer.Error(status, code) : null,
        });
        var blob = Sample.Blob(peer.Source, "layer") with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "widget.json" },
        };
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentRefused, () => peer.Repository.PutAsync(blob, peer.Source, CancellationToken.None));
        Assert.Contains($"What was sent: 'widget.json', {blob.Digest}.", failure.Message, StringComparison.Ordinal);
        Assert.Contains(code, failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_manifest_that_misses_content_names_it()
    {
        await using var peer = await RegistryPeer.StartAsync();
        var blob = Sample.Blob(peer.Source, "layer") with
        {
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "widget.json" },
        };
        var root = Sample.Manifest(peer.Source, "m", blob);
        var body = """{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN","message":"unknown","detail":{"digest":"X"}}]}"""
            .Replace("X", blob.Digest.ToString(), StringComparison.Ordinal);
        await using var missing = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => request.Method == "PUT" ? new FaultAnswer { Status = 400, Body = body } : null,
        });
        var failure = await Failure.WithAsync(
            OciErrorCode.ContentRefused,
            () => missing.Repository.TagAsync(root, peer.Source, "1.0", CancellationToken.None));
        Assert.Contains($"MANIFEST_BLOB_UNKNOWN: unknown ({blob.Digest})", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"What was sent: the manifest {root.Digest}. It names 'widget.json', {blob.Digest}.",
            failure.Message,
            StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("GET", "pull from me/app")]
    [DataRow("POST", "push to me/app")]
    public async Task What_is_not_permitted_is_named_with_its_repository(string method, string action)
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with
            {
                Fault = request =>
                    request.Method == method
                        && request.Authorization is not null
                        && request.Path != "/token"
                        ? FaultAnswer.Error(403, "DENIED")
                        : null,
            },
            TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.Denied, () => method == "GET"
            ? Sample.ReadAsync(peer.Repository, Sample.Blob(peer.Source, "layer")) : peer.PutBlobAsync("layer"));
        Assert.StartsWith(
            $"{peer.Registry.Host} does not permit to {action} with the credentials of 'user'", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task So_it_is_where_the_token_server_denies_it()
    {
        await using var peer = await RegistryPeer.StartAsync(
            TokenTraffic.Guarded with { Fault = TokenTraffic.AtTokenServer(FaultAnswer.Bare(403)) },
            TokenTraffic.User);
        var failure = await Failure.WithAsync(OciErrorCode.Denied, () => peer.PutBlobAsync("layer"));
        Assert.StartsWith($"{peer.Registry.Host} does not permit to push to me/app with", failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task What_failed_first_is_told_with_what_failed_last()
    {
        var plan = FaultPlan.Sequence(
            request => request.Method == "PUT",
            FaultAnswer.Bare(502),
            new FaultAnswer { Abort = true },
            FaultAnswer.Bare(502),
            new FaultAnswer { Abort = true },
            new FaultAnswer { Abort = true });
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = plan.Answer }, RegistryPeer.Anonymous with { Retries = 2 });
        peer.Registry.AddBlob(RegistryPeer.Name, "{}"u8.ToArray());
        Assert.IsFalse(await peer.Repository.ExistsAsync(Descriptor.Empty with { Digest = Digest.Sha256("x"u8) }, CancellationToken.None));
        var failure = await Failure.WithAsync(
            OciErrorCode.RegistryUnreachable,
            () => peer.Repository.TagAsync(Sample.Manifest(peer.Source, "m"), peer.Source, "1.0", CancellationToken.None));
        Assert.Contains("cannot be reached", failure.Message, StringComparison.Ordinal);
        Assert.Contains(
            "It was tried 5 times. Before that it failed 2 times in another way: PUT ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("/manifests/1.0: 502 Bad Gateway.", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<OciException> PushAsync(Func<RecordedRequest, FaultAnswer?> fault)
    {
        await using var peer = await RegistryPeer.StartAsync(new TestRegistryOptions { Fault = fault });
        using var copy = new ContentCopy(peer.Source, peer.Repository, new ContentCopyOptions { Parallelism = 1 });
        return await Failure.WithAsync(
            OciErrorCode.NoRegistry,
            () =>
                copy.CopyAsync(
                    Sample.Manifest(peer.Source, "m", Sample.Blob(peer.Source, "layer")), ["1.0"], CancellationToken.None));
    }
}
