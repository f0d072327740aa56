using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>
/// Other tests rely on the rules of the test registry. These tests check them with a plain HTTP client.
/// </summary>
[TestClass]
public sealed class TestRegistryTests : IDisposable
{
    private const string IndexType = "application/vnd.oci.image.index.v1+json";
    private const string Blobs = "/v2/me/app/blobs/";
    private static readonly byte[] Content = Encoding.ASCII.GetBytes(new string('x', 100_000));
    private static readonly TestRegistryOptions Guarded = new() { BearerChallenge = true, UserName = "user", Password = "pw" };

    private static readonly byte[] Index = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{IndexType}}","manifests":[]}""");
    private static readonly string Known = Digest.Sha256(Content).ToString();
    private static readonly string Mount = $"{Blobs}uploads/?mount={Known}";
    private static readonly string Referrers = $"/v2/me/app/referrers/{Known}?artifactType=a/b";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public void Dispose() => _client.Dispose();

    [TestMethod]
    public async Task A_token_that_expired_is_invalid()
    {
        var clock = new SteppedClock();
        await using var registry = await TestRegistry.StartAsync(Guarded with { TokenLifetime = TimeSpan.FromSeconds(1.5), Clock = clock });
        var digest = registry.AddBlob("me/app", Content);
        var token = await TokenAsync(registry, "repository:me/app:pull");
        Assert.AreEqual(2, token.GetProperty("expires_in").GetInt32());
        Assert.AreEqual(HttpStatusCode.OK, (await GetAsync(registry, Blobs + digest, token)).StatusCode);
        clock.Step(TimeSpan.FromSeconds(1.6));
        var refused = await GetAsync(registry, Blobs + digest, token);
        Assert.AreEqual(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.EndsWith(",scope=\"repository:me/app:pull\",error=\"invalid_token\"", refused.Headers.WwwAuthenticate.ToString());
    }

    [TestMethod]
    [DataRow("GET", "/v2/me/app/tags/list", "repository:me/app:pull")]
    [DataRow("POST", "/v2/me/app/blobs/uploads/", "repository:me/app:pull,push")]
    [DataRow("POST", "/v2/me/app/blobs/uploads/?mount=sha256:0&from=you/app", "repository:me/app:pull,push repository:you/app:pull")]
    public async Task A_token_opens_only_what_it_was_asked_for(string method, string path, string scope)
    {
        await using var registry = await TestRegistry.StartAsync(Guarded);
        var other = await TokenAsync(registry, "repository:me/other:pull,push");
        var refused = await SendAsync(registry, method, path, other);
        Assert.AreEqual(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.EndsWith($",scope=\"{scope}\",error=\"insufficient_scope\"", refused.Headers.WwwAuthenticate.ToString());
        var passed = await SendAsync(registry, method, path, await TokenAsync(registry, scope));
        Assert.AreNotEqual(HttpStatusCode.Unauthorized, passed.StatusCode);
    }

    [TestMethod]
    public async Task What_is_not_granted_is_left_out_of_the_token()
    {
        await using var registry = await TestRegistry.StartAsync(
            Guarded with { GrantedActions = (user, repository, action) => (user, repository, action) is ("user", "me/app", "pull") });
        var token = await TokenAsync(registry, "repository:me/app:pull,push");
        Assert.AreEqual(HttpStatusCode.NotFound, (await GetAsync(registry, "/v2/me/app/tags/list", token)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await SendAsync(registry, "POST", "/v2/me/app/blobs/uploads/", token)).StatusCode);
    }

    [TestMethod]
    public async Task An_anonymous_client_gets_a_token_that_only_pulls()
    {
        await using var registry = await TestRegistry.StartAsync(Guarded with { AnonymousPull = true });
        var token = await JsonAsync(await _client.GetAsync(Url(registry, "/token?service=test&scope=repository:me/app:pull,push")));
        Assert.AreEqual(HttpStatusCode.NotFound, (await GetAsync(registry, "/v2/me/app/tags/list", token)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await SendAsync(registry, "POST", "/v2/me/app/blobs/uploads/", token)).StatusCode);
    }

    [TestMethod]
    [DataRow("grant_type=refresh_token&refresh_token=secret&service=test&client_id=x", 200)]
    [DataRow("grant_type=refresh_token&refresh_token=wrong&service=test&client_id=x", 401)]
    [DataRow("grant_type=password&username=user&password=pw&service=test&client_id=x", 200)]
    [DataRow("grant_type=password&username=user&password=wrong&service=test&client_id=x", 401)]
    [DataRow("grant_type=password&username=user&password=pw&service=test", 400)]
    [DataRow("grant_type=password&username=user&password=pw&client_id=x", 400)]
    public async Task A_token_is_posted_for(string form, int status)
    {
        await using var registry = await TestRegistry.StartAsync(Guarded with { IdentityToken = "secret", TokenByPostOnly = true });
        using var body = new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        Assert.AreEqual(status, (int)(await _client.PostAsync(Url(registry, "/token"), body)).StatusCode);
        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, (await _client.GetAsync(Url(registry, "/token?service=test"))).StatusCode);
        Assert.AreEqual("test", registry.Requests[0].Form?.GetValueOrDefault("service", "test"));
    }

    [TestMethod]
    public async Task The_token_server_can_be_elsewhere_and_the_challenges_can_be_several()
    {
        await using var registry = await TestRegistry.StartAsync(
            Guarded with { TokenRealmOnOtherHost = true, Challenges = usual => ["Basic realm=\"a, b\"", usual] });
        var challenged = await _client.GetAsync(Url(registry, "/v2/"));
        var values = challenged.Headers.GetValues("WWW-Authenticate").ToArray();
        Assert.HasCount(2, values);
        Assert.AreEqual($"Bearer realm=\"http://{registry.OtherHost}/token\",service=\"test\"", values[1]);
        Assert.AreEqual(HttpStatusCode.OK, (await _client.SendAsync(Basic($"http://{registry.OtherHost}/token?service=test"))).StatusCode);
        Assert.AreEqual(HttpStatusCode.OK, (await _client.SendAsync(Basic(Url(registry, "/v2/").ToString()))).StatusCode);
    }

    [TestMethod]
    public async Task A_truncated_body_has_its_full_length_and_as_many_bytes_as_said()
    {
        await using var registry = await StartAsync(FaultPlan.First(1, new FaultAnswer { TruncateBodyAfter = 700 }));
        var (answer, read) = await ReadAsync(registry);
        Assert.AreEqual(Content.Length, answer.Content.Headers.ContentLength);
        Assert.AreEqual((700, true), (read.Count, read.IsBroken));
        Assert.AreEqual((Content.Length, false), await BodyAsync(registry));
    }

    [TestMethod]
    public async Task A_stalled_body_ends_with_the_client()
    {
        await using var registry = await StartAsync(FaultPlan.First(1, new FaultAnswer { StallBodyAfter = 7 }));
        var answer = await _client.GetAsync(BlobOf(registry), HttpCompletionOption.ResponseHeadersRead);
        var body = await answer.Content.ReadAsStreamAsync();
        await body.ReadExactlyAsync(new byte[7]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<OperationCanceledException>(() => body.ReadAsync(new byte[1], patience.Token).AsTask());
    }

    [TestMethod]
    public async Task An_endless_body_goes_on_and_a_corrupt_one_differs()
    {
        await using var registry = await StartAsync(
            FaultPlan.Sequence(new FaultAnswer { EndlessBody = true }, null, new FaultAnswer { CorruptBody = true }));
        var answer = await _client.GetAsync(BlobOf(registry), HttpCompletionOption.ResponseHeadersRead);
        Assert.IsNull(answer.Content.Headers.ContentLength);
        await (await answer.Content.ReadAsStreamAsync()).ReadExactlyAsync(new byte[Content.Length * 20]);
        answer.Dispose();
        Assert.AreSequenceEqual(Content, await _client.GetByteArrayAsync(BlobOf(registry)));
        var corrupt = await _client.GetByteArrayAsync(BlobOf(registry));
        Assert.AreSequenceEqual(Content[..^1], corrupt[..^1]);
        Assert.AreNotEqual(Content[^1], corrupt[^1]);
    }

    [TestMethod]
    public async Task What_gets_no_answer_was_done()
    {
        var plan = FaultPlan.EveryNth(1, new FaultAnswer { WithoutAnswer = true }, request => request.Method == "PUT");
        await using var registry = await StartAsync(plan);
        var location = (await OpenAsync(registry)).Headers.Location!;
        await Assert.ThrowsAsync<HttpRequestException>(() => PutAsync(location));
        Assert.IsTrue(registry.HasBlob("me/app", Digest.Sha256("body"u8).ToString()));
        Assert.AreEqual((0, 1), (registry.Requests[^1].Status, plan.Count));
    }

    [TestMethod]
    public async Task A_stalled_upload_gives_way_to_the_question_how_far_it_came()
    {
        await using var registry = await StartAsync(
            FaultPlan.First(1, new FaultAnswer { StallRequestBodyAfter = 3 }, request => request.Method == "PATCH"));
        var location = (await OpenAsync(registry)).Headers.Location!;
        using var chunk = new ByteArrayContent(Content);
        chunk.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        chunk.Headers.TryAddWithoutValidation("Content-Range", $"0-{Content.Length - 1}");
        var stalled = _client.PatchAsync(location, chunk);
        while (registry.Requests is not [_, { BodyBytes: 3 }]) await Task.Delay(10);
        var status = await _client.GetAsync(location);
        Assert.AreEqual("0-2", status.Headers.GetValues("Range").Single());
        await Assert.ThrowsAsync<HttpRequestException>(() => stalled);
    }

    [TestMethod]
    public async Task A_body_that_is_too_large_for_the_proxy_is_not_looked_at()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { MaxBodyBytes = 99_999 });
        using var body = new ByteArrayContent(Content);
        var refused = await _client.PutAsync(Url(registry, Blobs + "uploads/1"), body);
        Assert.AreEqual((HttpStatusCode.RequestEntityTooLarge, true), (refused.StatusCode, refused.Headers.ConnectionClose));
        Assert.AreEqual("text/html", refused.Content.Headers.ContentType?.MediaType);
        Assert.AreEqual(0, registry.Requests[^1].BodyBytes);
    }

    [TestMethod]
    public async Task A_patch_keeps_no_more_than_it_takes_and_says_so()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { TakeAtMost = 3, PatchAnswers201 = true });
        using var chunk = new ByteArrayContent("body"u8.ToArray());
        chunk.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        chunk.Headers.TryAddWithoutValidation("Content-Range", "0-3");
        var taken = await _client.PatchAsync((await OpenAsync(registry)).Headers.Location, chunk);
        Assert.AreEqual((HttpStatusCode.Created, "0-2"), (taken.StatusCode, taken.Headers.GetValues("Range").Single()));
    }

    [TestMethod]
    public async Task A_head_can_be_bare()
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { OmitContentLengthOnHead = true, OmitContentTypeOnHead = true, WarningHeader = "299 - \"old\"" });
        using var request = new HttpRequestMessage(HttpMethod.Head, Url(registry, Blobs + registry.AddBlob("me/app", Content)));
        var answer = await _client.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.IsEmpty(answer.Content.Headers.Where(header => header.Key is "Content-Length" or "Content-Type"));
        Assert.AreEqual("299 - \"old\"", answer.Headers.Warning.Single().ToString());
    }

    [TestMethod]
    public async Task A_list_has_pages_whose_links_lead_on_or_in_a_circle()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { TagsPageSize = 2, LinkAbsolute = true });
        foreach (var tag in (string[])["a", "b", "c"]) registry.AddManifest("me/app", tag, "text/plain", "{}"u8.ToArray());
        var first = await _client.GetAsync(Url(registry, "/v2/me/app/tags/list"));
        var link = first.Headers.GetValues("Link").Single();
        Assert.AreEqual($"<{Url(registry, "/v2/me/app/tags/list?n=2&last=b")}>; rel=\"next\"", link);
        var second = await _client.GetAsync(link.Split('<', '>')[1]);
        Assert.IsFalse(second.Headers.Contains("Link"));
        Assert.AreEqual("""{"name":"me/app","tags":["c"]}""", await second.Content.ReadAsStringAsync());
    }

    [TestMethod]
    [DataRow("If-Match", "\"sha256:0\"", 412)]
    [DataRow("If-None-Match", "*", 412)]
    [DataRow("If-Match", null, 201)]
    public async Task A_manifest_is_put_only_over_the_one_that_was_read(string header, string? value, int status)
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { ETags = true });
        registry.AddManifest("me/app", "1", IndexType, Index);
        var read = await _client.GetAsync(Url(registry, "/v2/me/app/manifests/1"));
        using var request = new HttpRequestMessage(HttpMethod.Put, Url(registry, "/v2/me/app/manifests/1"));
        request.Headers.Add(header, value ?? read.Headers.ETag!.ToString());
        request.Content = IndexBody();
        Assert.AreEqual(status, (int)(await _client.SendAsync(request)).StatusCode);
    }

    [TestMethod]
    public async Task A_certificate_of_the_authority_opens_the_registry_and_none_does_not()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { RequireClientCertificate = true });
        using var certificate = registry.IssueClientCertificate();
        using var known = Trusting(registry);
        known.SslOptions.ClientCertificates = [certificate];
        using var unknown = Trusting(registry);
        using var client = new HttpClient(known);
        Assert.AreEqual(HttpStatusCode.OK, (await client.GetAsync(Url(registry, "/v2/"))).StatusCode);
        Assert.IsTrue(registry.Requests[^1].HasClientCertificate);
        using var stranger = new HttpClient(unknown);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync(Url(registry, "/v2/")));
        Assert.HasCount(1, registry.Requests);
        Assert.AreEqual(HttpStatusCode.NotFound, (await stranger.GetAsync($"https://{registry.OtherHost}/v2/")).StatusCode);
    }

    public static IEnumerable<(TestRegistryOptions Options, string Request, int Status, string Holds)> Toggles =>
    [
        (new() { UploadStatusUnsupported = 405 }, "GET session", 405, "UNSUPPORTED"),
        (new() { StatusSaysZero = true }, "GET session", 204, "Range: 0-0"),
        (new() { UploadCancelUnsupported = true }, "DELETE session", 405, "UNSUPPORTED"),
        (new(), $"POST {Mount}&from=you/app", 201, "Location: http"),
        (new() { MountUnsupported = 405 }, $"POST {Mount}&from=you/app", 405, "UNSUPPORTED"),
        (new() { MountAnswers202Always = true }, $"POST {Mount}&from=you/app", 202, "/uploads/"),
        (new() { MountRequiresFrom = true }, $"POST {Mount}", 400, "UNSUPPORTED"),
        (new() { RepositoryMustExist = ["you/app"] }, $"POST {Blobs}uploads/", 404, "NAME_UNKNOWN"),
        (new() { RequireTagFirst = true }, $"PUT /v2/new/app/manifests/{Digest.Sha256(Index)}", 404, "MANIFEST_UNKNOWN"),
        (new() { RequireTagFirst = true }, $"PUT /v2/me/app/manifests/{Digest.Sha256(Index)}", 201, ""),
        (new() { ImmutableTags = true }, "PUT /v2/me/app/manifests/other", 400, "TAG_INVALID"),
        (new() { ImmutableTags = true }, "PUT /v2/me/app/manifests/same", 201, ""),
        (new() { ImmutableTags = true, ImmutableTagsRefuseSame = true }, "PUT /v2/me/app/manifests/same", 400, "TAG_INVALID"),
        (new(), $"GET {Blobs}{Known}", 206, "Content-Range: bytes 1-2/"),
        (new() { RangeUnsupported = true }, $"GET {Blobs}{Known}", 200, "Content-Length: 100000"),
        (Guarded with { TokenRealm = "http://x/" }, "GET /v2/", 401, "Bearer realm=\"http://x/\",service=\"test\""),
        (new() { LinkLoops = true }, "GET /v2/me/app/tags/list?n=1", 200, "Link: </v2/me/app/tags/list?n=1>; rel"),
        (new() { LocationLosesPort = true }, "PUT /v2/me/app/manifests/1", 201, "Location: http://localhost/v2/me/app/"),
        (new() { ReferrersPageSize = 1 }, $"GET {Referrers}", 200, "?artifactType=a%2Fb&last=sha256:"),
        (new(), $"GET {Referrers}", 200, "OCI-Filters-Applied: artifactType"),
        (new() { ReferrersFilterUnsupported = true }, $"GET {Referrers}", 200, "\"artifactType\":\"x/y\""),
        (new() { ReferrersAnswerHtml = true }, $"GET {Referrers}", 200, "Content-Type: text/html"),
        (new() { ManifestContentType = "a/b; charset=utf-8" }, "GET /v2/me/app/manifests/same", 200, "Content-Type: a/b; charset=utf-8"),
        (new() { SetsCookie = true }, "GET /v2/", 200, "Set-Cookie: sid=1"),
    ];

    [TestMethod]
    [DynamicData(nameof(Toggles))]
    public async Task Each_toggle_does_what_it_says(TestRegistryOptions options, string request, int status, string holds)
    {
        await using var registry = await TestRegistry.StartAsync(options);
        registry.AddBlob("you/app", Content);
        registry.AddBlob("me/app", Content);
        registry.AddManifest("me/app", "same", IndexType, Index);
        registry.AddManifest("me/app", "other", IndexType, Referrer("x/y", 1));
        registry.AddManifest("me/app", "a", IndexType, Referrer("a/b", 1));
        registry.AddManifest("me/app", "b", IndexType, Referrer("a/b", 2));
        var (method, path) = request.Split(' ') is [var verb, var target] ? (verb, target) : default;
        var url = path == "session" ? (await OpenAsync(registry)).Headers.Location! : Url(registry, path);
        using var message = new HttpRequestMessage(new HttpMethod(method), url);
        if (method == "GET") message.Headers.Range = new RangeHeaderValue(1, 2);
        if (method == "PUT") message.Content = IndexBody();
        var answer = await _client.SendAsync(message);
        Assert.AreEqual(status, (int)answer.StatusCode);
        Assert.Contains(holds, $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}");
    }

    [TestMethod]
    public async Task A_request_with_a_cookie_is_refused()
    {
        await using var registry = await TestRegistry.StartAsync(new TestRegistryOptions { SetsCookie = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(registry, "/v2/")) { Headers = { { "Cookie", "sid=1" } } };
        Assert.AreEqual(HttpStatusCode.Unauthorized, (await _client.SendAsync(request)).StatusCode);
        Assert.AreEqual("sid=1", registry.Requests[0].Cookie);
    }

    private static ByteArrayContent IndexBody() =>
        new(Index) { Headers = { ContentType = new MediaTypeHeaderValue(IndexType) } };

    private static byte[] Referrer(string type, int number) => Encoding.UTF8.GetBytes(
        $$$"""{"artifactType":"{{{type}}}","manifests":[],"annotations":{"n":"{{{number}}}"},"subject":{"digest":"{{{Known}}}"}}""");

    private static SocketsHttpHandler Trusting(TestRegistry registry) => new()
    {
        SslOptions =
        {
            CertificateChainPolicy = new()
            {
                TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust,
                RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
                CustomTrustStore = { registry.Authority! },
            },
        },
    };

    private static async Task<TestRegistry> StartAsync(FaultPlan plan)
    {
        var registry = await TestRegistry.StartAsync(new TestRegistryOptions { Fault = plan.Answer });
        registry.AddBlob("me/app", Content);
        return registry;
    }

    private static Uri Url(TestRegistry registry, string path) => new(registry.Address, path);

    private static Uri BlobOf(TestRegistry registry) => Url(registry, Blobs + Known);

    private Task<HttpResponseMessage> OpenAsync(TestRegistry registry) => _client.PostAsync(Url(registry, Blobs + "uploads/"), null);

    private async Task<HttpResponseMessage> PutAsync(Uri location)
    {
        using var body = new ByteArrayContent("body"u8.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await _client.PutAsync(new Uri($"{location.OriginalString}&digest={Digest.Sha256("body"u8)}"), body);
    }

    private async Task<(int Count, bool IsBroken)> BodyAsync(TestRegistry registry) => (await ReadAsync(registry)).Read;

    private async Task<(HttpResponseMessage Answer, (int Count, bool IsBroken) Read)> ReadAsync(TestRegistry registry)
    {
        var answer = await _client.GetAsync(BlobOf(registry), HttpCompletionOption.ResponseHeadersRead);
        var (body, buffer, count) = (await answer.Content.ReadAsStreamAsync(), new byte[4096], 0);
        try
        {
            while (await body.ReadAsync(buffer) is var read and > 0) count += read;
            return (answer, (count, false));
        }
        catch (IOException)
        {
            return (answer, (count, true));
        }
    }

    private static HttpRequestMessage Basic(string url) => new(HttpMethod.Get, url)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("user:pw"u8)) },
    };

    private async Task<JsonElement> TokenAsync(TestRegistry registry, string scope)
    {
        var url = Url(registry, $"/token?service=test&scope={Uri.EscapeDataString(scope)}");
        return await JsonAsync(await _client.SendAsync(Basic(url.AbsoluteUri)));
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());

    private Task<HttpResponseMessage> GetAsync(TestRegistry registry, string path, JsonElement token) =>
        SendAsync(registry, "GET", path, token);

    private async Task<HttpResponseMessage> SendAsync(TestRegistry registry, string method, string path, JsonElement token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Url(registry, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        return await _client.SendAsync(request);
    }

    private sealed class SteppedClock : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => _now;

        internal void Step(TimeSpan time) => _now += time;
    }
}
