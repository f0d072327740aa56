using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>The library and a registry behind an nginx with its default limit of 1 MiB for a request body.</summary>
[TestClass]
public sealed class BodyLimitTests : LibraryTests
{
    private const int Mebibyte = 1 << 20;
    private const string User = "user";
    private const string Password = "secret";

    [TestMethod]
    public async Task The_limit_is_found_by_one_blob_and_kept_by_those_after_it()
    {
        await using var registry = await StartAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { UseTls = true });
        using var client = new RegistryClient(proxy.Host, OptionsFor(proxy));
        var repository = client.Repository(Name);
        await PushAsync(repository, Artifact.Of(5_000_000), "first");
        await PushAsync(repository, Artifact.Of([Mebibyte, 1000, .. Enumerable.Repeat(1_500_000, 10)]), "second");

        // The push first tries 4 MiB. Then 1 MiB passes.
        var answers = await AnswersAsync(proxy, "PUT", "/manifests/second");
        Assert.AreSequenceEqual(
            ["PUT", "PATCH"],
            answers.Where(answer => answer.EndsWith(" 413", StringComparison.Ordinal)).Select(MethodOf));
        Assert.AreEqual(5 + (10 * 2), answers.Count(IsStoredChunk));
    }

    [TestMethod]
    public async Task Blobs_side_by_side_arrive_in_chunks_and_small_ones_in_one_piece()
    {
        await using var registry = await StartAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { UseTls = true });
        var artifact = Artifact.Of([5_000_000, .. Enumerable.Repeat(1_500_000, 10), Mebibyte, 1000]);
        await PushAsync(proxy.Host, OptionsFor(proxy), artifact, "latest");
        await PullWithSkopeoAsync(proxy, artifact);

        // Each upload that began before the limit was known meets it once. The large blob meets it twice if it was the
        // first.
        var answers = await AnswersAsync(proxy, "GET", $"/blobs/{artifact.Layers[^1].Digest}");
        var refused = answers.Count(answer => answer.EndsWith(" 413", StringComparison.Ordinal));
        TestContext.WriteLine($"{refused} answers 413");
        Assert.IsTrue(refused is >= 1 and <= 9, $"{refused} answers 413");
        Assert.AreEqual(5 + (10 * 2), answers.Count(IsStoredChunk));
    }

    [TestMethod]
    public async Task Blobs_that_fit_are_never_cut()
    {
        await using var registry = await StartAsync();
        await using var proxy = await ProxyAsync(registry, new NginxProxyOptions { UseTls = true });
        var artifact = Artifact.Of(Mebibyte, Mebibyte - 1, 1);
        await PushAsync(proxy.Host, OptionsFor(proxy), artifact, "latest");
        await PullWithSkopeoAsync(proxy, artifact);
        var answers = await AnswersAsync(proxy, "GET", $"/blobs/{artifact.Layers[^1].Digest}");
        Assert.AreEqual(0, answers.Count(answer => MethodOf(answer) == "PATCH"));
        Assert.AreEqual(
            artifact.Layers.Count + 1,
            answers.Count(answer => IsStored(answer, "PUT", 201) && answer.Contains("/blobs/", StringComparison.Ordinal)));
    }

    private async Task<DockerRegistry> StartAsync()
    {
        Need(Skopeo);
        return await RegistryAsync(new DockerRegistryOptions { UserName = User, Password = Password });
    }

    private RegistryOptions OptionsFor(NginxProxy proxy) => Options(
        ("OCIARTIFACTS_CA_FILE", proxy.CaPath!), ("OCIARTIFACTS_USERNAME", User), ("OCIARTIFACTS_PASSWORD", Password));

    private async Task PullWithSkopeoAsync(NginxProxy proxy, Artifact artifact)
    {
        var layout = NewFolder()["layout"];
        await RunAsync(
            Skopeo, "copy", "--insecure-policy", "--preserve-digests", "--src-cert-dir", CertificateFolder(proxy.CaPath!),
            "--src-creds", $"{User}:{Password}", $"docker://{proxy.Host}/{Name}:latest", $"oci:{layout}:latest");
        AssertHas(layout, artifact);
    }

    // nginx writes a log line shortly after its answer, so the test waits for the last line.
    private async Task<IReadOnlyList<string>> AnswersAsync(NginxProxy proxy, string method, string lastPath)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answers = proxy.Answers;
            if (answers.Any(answer => MethodOf(answer) == method && answer.Contains(lastPath, StringComparison.Ordinal))) return answers;
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private static string MethodOf(string answer) => answer.Split(' ')[0];

    private static bool IsStoredChunk(string answer) => IsStored(answer, "PATCH", 202);

    private static bool IsStored(string answer, string method, int status) =>
        MethodOf(answer) == method && answer.EndsWith($" {status}", StringComparison.Ordinal);
}
