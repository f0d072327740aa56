using System.Collections.Concurrent;
using System.Text;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>No failure and no event shows a secret, not even if the server answers with what it received.</summary>
[TestClass]
public sealed class SecretTests
{
    private const string Password = "the p/ss+wörd";
    private const string Identity = "the-identity-token";
    private const string Signature = "signature=c2VjcmV0LXNpZ25hdHVyZQ%3D%3D";

    private readonly ConcurrentBag<string> _told = [];
    private readonly ConcurrentBag<string> _secrets = [];
    private string _pair = "";

    public static IEnumerable<object[]> Ways =>
        from way in new[] { "basic", "bearer", "form", "identity" }
        from at in new[] { "/v2/", "/token" }
        from status in new[] { 200, 400, 401, 403, 404, 422, 429, 500, 503, 0 }
        where way != "basic" || at != "/token"
        select new object[] { way, at, status };

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public async Task No_failure_and_no_event_has_one(string way, string at, int status)
    {
        await using var peer = await StartAsync(way, (request, isPastChallenge) =>
            request.Path.StartsWith(at, StringComparison.Ordinal) && request.Method != "HEAD" && isPastChallenge && status != 200
                ? Echo(request, status)
                : null);
        var isDone = await PushAsync(peer);
        Assert.AreEqual(status == 200, isDone);
        AssertClean();
    }

    [TestMethod]
    [DataRow(400)]
    [DataRow(401)]
    [DataRow(403)]
    [DataRow(500)]
    public async Task Nor_does_the_failure_of_an_upload_at_a_signed_place(int status)
    {
        await using var peer = await StartAsync("bearer", (request, isPastChallenge) => (request.Method, isPastChallenge) switch
        {
            ("POST", true) => FaultAnswer.Bare(202).WithHeader("Location", $"/v2/me/app/blobs/uploads/1?{Signature}"),
            ("PUT", true) => Echo(request, status),
            _ => null,
        });
        Assert.IsFalse(await PushAsync(peer));
        Assert.IsNotEmpty(peer.Requests.Where(request => request.Query.StartsWith(Signature, StringComparison.Ordinal)));
        AssertClean();
    }

    [TestMethod]
    [DataRow("http://user:secret-of-the-place@localhost:1/x?")]
    [DataRow("ftp://user:secret-of-the-place@localhost/x?")]
    public async Task Nor_does_that_of_a_place_that_cannot_be_gone_to(string place)
    {
        _secrets.Add("secret-of-the-place");
        await using var peer = await StartAsync("basic", (request, isPastChallenge) => request.Method == "POST" && isPastChallenge
            ? FaultAnswer.Bare(202).WithHeader("Location", place + Signature) : null);
        Assert.IsFalse(await PushAsync(peer));
        AssertClean();
    }

    [TestMethod]
    public async Task A_secret_that_is_cut_off_is_not_half_told()
    {
        var padding = new string('x', 490);
        await using var peer = await StartAsync("basic", (request, isPastChallenge) =>
            isPastChallenge && request.Method == "POST" ? FaultAnswer.Error(500, "X") with { Message = padding + Password } : null);
        Assert.IsFalse(await PushAsync(peer));
        Assert.IsTrue(_told.Any(text => text.Contains("xxx***", StringComparison.Ordinal)));
        foreach (var text in _told) Assert.DoesNotContain(padding + Password[..2], text, StringComparison.Ordinal);
    }

    private string Secret => _pair[(_pair.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private Task<RegistryPeer> StartAsync(string way, Func<RecordedRequest, bool, FaultAnswer?> fault)
    {
        _pair = way == "identity" ? "<token>:" + Identity : "user:" + Password;
        var registry = new TestRegistryOptions
        {
            BearerChallenge = way != "basic",
            TokenByPostOnly = way is "form" or "identity",
            UserName = "user",
            Password = Password,
            IdentityToken = Identity,
            Fault = request =>
            {
                if (request.Authorization is { } sent) _secrets.Add(sent.Split(' ')[1]);
                return fault(request, request.Authorization is not null || request.Path == "/token");
            },
        };
        var client = way == "identity"
            ? RegistryPeer.WithEnvironment(("OCIARTIFACTS_TOKEN", Identity))
            : RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", Password));
        return RegistryPeer.StartAsync(registry, client with { Retries = 2, Report = told => _told.Add(told.ToString()) });
    }

    private async Task<bool> PushAsync(RegistryPeer peer)
    {
        try
        {
            var blob = Sample.Blob(peer.Source, "layer");
            await peer.Repository.ExistsAsync(blob, CancellationToken.None);
            await peer.PushAsync(["1.0"], "layer");
            return true;
        }
        catch (OciException failure)
        {
            _told.Add(failure.ToString());
            return false;
        }
    }

    // Everything that the server received in this request or before it, and the address.
    private FaultAnswer Echo(RecordedRequest request, int status) => status == 0
        ? new FaultAnswer { Abort = true }
        : FaultAnswer.Error(status, Secret) with
        {
            Message = $"{request.Authorization} {request.Query} {request.Query.Split('&')[0]} {string.Join(' ', Secrets())}",
        };

    private IEnumerable<string> Secrets() =>
    [
        Secret, Uri.EscapeDataString(Secret), Uri.EscapeDataString(Secret).Replace("%20", "+", StringComparison.Ordinal),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(_pair)),
    ];

    private void AssertClean()
    {
        Assert.IsNotEmpty(_told);
        foreach (var text in _told)
        {
            foreach (var secret in _secrets.Concat(Secrets()).Append(Signature))
            {
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            }
            Assert.DoesNotContain("?", text.Split(" at OciArtifacts")[0], StringComparison.Ordinal);
        }
    }
}
