using System.Collections.Concurrent;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Auth;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>
/// A server puts a secret into each text that a client may read from it, for each kind of failure. No message, event,
/// inner exception or detail shows the secret.
/// </summary>
[TestClass]
public sealed class EchoedSecretTests
{
    private const string Marker = "mArKeR-0f-A-s3cret";
    private const string Password = Marker + "-pässword";
    private const string Address = "https://user:" + Marker + "@elsewhere.example/" + Marker + "/x?sig=" + Marker + "#" + Marker;

    private readonly ConcurrentBag<string> _told = [];
    private readonly Core.Content.MemoryStore _empty = new();

    public EchoedSecretTests() => _empty.Add(Descriptor.Empty.MediaType, "{}"u8.ToArray());

    public static IEnumerable<object[]> Places =>
        from method in new[] { "HEAD", "GET", "POST", "PATCH", "PUT", "DELETE" }
        from way in new[]
        {
            "body",
            "reason",
            "warning",
            "challenge",
            "realm",
            "location",
            "location-http",
            "location-malformed",
            "location-relative",
            "location-upload",
            "retry-after",
            "range",
            "digest", "type", "link", "html", "json",
        }
        select new object[] { method, way };

    [TestMethod]
    [DynamicData(nameof(Places))]
    public async Task No_text_about_it_has_the_secret(string method, string way)
    {
        foreach (var status in StatusesOf(way))
        {
            await using var peer = await StartAsync(
                request =>
                    request.Method == method && request.Authorization is not null
                        ? Answer(request, way, status)
                        : null);
            await TryAsync(peer);
        }

        AssertHidden();
    }

    // A server that answers every request with bytes that are not HTTP. The exceptions of the system quote them.
    [TestMethod]
    [DataRow("2" + Marker + " " + Address, "", DisplayName = "a line of the status")]
    [DataRow("200 OK\r\n" + Address + " " + Marker, "", DisplayName = "a header")]
    [DataRow("200 OK\r\nTransfer-Encoding: chunked", Address + "\r\n", DisplayName = "a chunk")]
    public async Task Nor_have_those_of_the_system(string head, string body)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(body);
        await using var server = new Pulls.ScriptedServer([.. Enumerable.Repeat(new Pulls.ScriptedAnswer(head, bytes), 20)]);
        using var client = new Core.Registry.RegistryClient(
            server.Host, Options() with { Retries = 0, AnswerTimeout = TimeSpan.FromSeconds(1) });
        await ToldAsync(() => client.Repository("a").ResolveAsync("1.0", CancellationToken.None));
        await ToldAsync(() => client.Repository("a").PutAsync(Descriptor.Empty, _empty, CancellationToken.None));
        AssertHidden();
    }

    [TestMethod]
    public async Task A_place_for_an_upload_on_another_host_is_told_by_its_server_alone()
    {
        var other = "";
        await using var peer = await StartAsync(
            request =>
                request.Method == "POST"
                    ? FaultAnswer.Bare(202).WithHeader(
                          "Location", $"http://{other}/upload/{Marker}/x?sig={Marker}")
                    : null);
        other = peer.Registry.OtherHost;
        await TryAsync(peer);
        Assert.IsTrue(_told.Any(text => text.Contains($"PUT http://{other}: 4", StringComparison.Ordinal)), string.Join('\n', _told));
        AssertHidden();
    }

    [TestMethod]
    public async Task An_upload_on_the_registry_is_told_without_its_session()
    {
        await using var peer = await StartAsync(request => request.Method switch
        {
            "POST" => FaultAnswer.Bare(202).WithHeader("Location", $"/v2/me/app/blobs/uploads/{Marker}?_state={Marker}"),
            "PUT" => FaultAnswer.Error(400, "BLOB_UPLOAD_INVALID") with { Message = $"no upload {Marker} {Uri.EscapeDataString(Marker)}" },
            _ => null,
        });
        await TryAsync(peer);
        Assert.IsTrue(
            _told.Any(text => text.Contains($"PUT http://{peer.Registry.Host}/v2/me/app/blobs/uploads/…: 400", StringComparison.Ordinal)),
            string.Join('\n', _told));
        AssertHidden();
    }

    private static int[] StatusesOf(string way) => way switch
    {
        "challenge" or "realm" => [401],
        "location" or "location-http" or "location-malformed" or "location-relative" => [202, 302, 307],
        "location-upload" => [202],
        "link" or "digest" or "type" or "range" => [200, 202],
        "html" or "json" => [200, 403],
        "retry-after" => [429, 503],
        _ => [400, 401, 403, 404, 413, 416, 429, 500],
    };

    private void AssertHidden()
    {
        foreach (var text in _told) Assert.DoesNotContain("s3cret", text, StringComparison.OrdinalIgnoreCase);
    }

    private static FaultAnswer Answer(RecordedRequest request, string way, int status)
    {
        var echo = $"{Address} {Uri.EscapeDataString(Address)} user:{Password}@host {request.Authorization} "
            + $"{Uri.EscapeDataString(Password)}";
        var bare = FaultAnswer.Bare(status);
        return way switch
        {
            "body" => FaultAnswer.Error(status, "X") with { Message = echo },
            "reason" => bare,
            "warning" => FaultAnswer.Error(status, "X").WithHeader(
                "Warning", $"299 - \"{echo.Replace("\"", "", StringComparison.Ordinal)}\""),
            "challenge" => bare.WithHeader(
                "WWW-Authenticate",
                $"{request.Authorization!.Split(' ')[1].Replace("=", "", StringComparison.Ordinal)} realm=\"{Address}\""),
            "realm" => bare.WithHeader("WWW-Authenticate", $"Bearer realm=\"{Address}\",service=\"{Marker}\",scope=\"{Marker}\""),
            "location" => bare.WithHeader("Location", Address),
            "location-http" => bare.WithHeader("Location", Address.Replace("https:", "ftp:", StringComparison.Ordinal)),
            "location-malformed" => bare.WithHeader("Location", $"https://user:{Marker}@:x:/{Marker} {Marker}"),
            "location-relative" => bare.WithHeader("Location", $"/{Marker}/x?sig={Marker}"),
            "location-upload" => bare.WithHeader("Location", $"/v2/me/app/blobs/uploads/{Marker}?sig={Marker}"),
            "retry-after" => bare.WithHeader("Retry-After", Address),
            "range" => bare.WithHeader("Range", Address),
            "digest" => bare.WithHeader("Docker-Content-Digest", $"sha256:{Address}"),
            "type" => bare.WithHeader("Content-Type", $"application/{Marker}"),
            "link" => bare.WithHeader("Link", $"<{Address}>; rel=\"next\""),
            "html" => new FaultAnswer { Status = status, Body = $"<html>{echo}</html>" }.WithHeader("Content-Type", "text/html"),
            _ =>
                new FaultAnswer { Status = status, Body = $$"""{"error":"{{Address}}","message":"{{Marker}}"}""" }.WithHeader(
                    "Content-Type", "application/json"),
        };
    }

    private Core.Registry.RegistryOptions Options() =>
        RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", Password)) with
        {
            Retries = 1,
            Report = told => _told.Add(told.ToString()),
        };

    private Task<RegistryPeer> StartAsync(Func<RecordedRequest, FaultAnswer?> fault) =>
        RegistryPeer.StartAsync(new TestRegistryOptions { UserName = "user", Password = Password, Fault = fault }, Options());

    private async Task TryAsync(RegistryPeer peer)
    {
        await ToldAsync(() => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
        await ToldAsync(() => peer.PushAsync(["1.0"], "layer"));
        await ToldAsync(() => peer.Repository.ResolveAsync("1.0", CancellationToken.None));
        await ToldAsync(() => Sample.ReadAsync(peer.Repository, Sample.Blob(peer.Source, "layer")));
        await ToldAsync(async () =>
        {
            await foreach (var tag in peer.Repository.ListTagsAsync(CancellationToken.None)) Assert.IsNotNull(tag);
        });
        await ToldAsync(async () =>
        {
            await foreach (var one in peer.Repository.ListReferrersAsync(Descriptor.Empty.Digest, null, CancellationToken.None))
            {
                Assert.IsNotNull(one);
            }
        });
    }

    private async Task ToldAsync(Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (OciException failure)
        {
            _told.Add(failure.Message);
            _told.Add(failure.ToString());
        }
    }
}
