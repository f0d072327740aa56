using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests;

/// <summary>
/// The library in this process, with other programs. It sees only the environment variables that a test sets.
/// </summary>
public abstract class LibraryTests : PeerTests
{
    private protected const string Name = "team/app";

    private protected CancellationToken Cancellation => TestContext.CancellationToken;

    /// <summary>A client with short pauses. Its home folder is empty unless a variable names another folder.</summary>
    private protected RegistryOptions Options(params (string Name, string Value)[] variables)
    {
        var all = variables.Append(("HOME", NewFolder().Path)).ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        return new RegistryOptions { Environment = name => all[name].FirstOrDefault(), RetryDelay = TimeSpan.FromMilliseconds(20) };
    }

    private protected async Task<DockerRegistry> RegistryAsync(DockerRegistryOptions? options = null)
    {
        options ??= new DockerRegistryOptions();
        Need(options.UserName is null ? [DockerRegistry.Program] : [DockerRegistry.Program, DockerRegistry.AuthPeer]);
        return await DockerRegistry.StartAsync(options, Cancellation);
    }

    private protected async Task<NginxProxy> ProxyAsync(DockerRegistry registry, NginxProxyOptions options)
    {
        Need(NginxProxy.Program);
        return await NginxProxy.StartAsync(new UriBuilder(registry.Address) { Host = "127.0.0.1" }.Uri, options, Cancellation);
    }

    private protected async Task PushAsync(string host, RegistryOptions options, Artifact artifact, params IReadOnlyList<string> tags)
    {
        using var client = new RegistryClient(host, options);
        await PushAsync(client.Repository(Name), artifact, tags);
    }

    private protected async Task PushAsync(RegistryRepository to, Artifact artifact, params IReadOnlyList<string> tags)
    {
        using var copy = new ContentCopy(artifact.Store, to, new ContentCopyOptions());
        Assert.AreSequenceEqual(tags, await copy.CopyAsync(artifact.Root, tags, Cancellation));
    }

    /// <summary>Pulls with a new client, and compares all bytes.</summary>
    private protected async Task PullAsync(string host, RegistryOptions options, Artifact pushed, string tag)
    {
        using var client = new RegistryClient(host, options);
        var repository = client.Repository(Name);
        Assert.AreEqual(pushed.Root.Digest, (await repository.ResolveAsync(tag, Cancellation))?.Digest);
        var pulled = new MemoryStore();
        using var copy = new ContentCopy(repository, pulled, new ContentCopyOptions());
        await copy.CopyAsync(pushed.Root, [tag], Cancellation);
        foreach (var content in pushed.Layers.Append(pushed.Root))
        {
            Assert.AreSequenceEqual(
                await BytesAsync(pushed.Store, content), await BytesAsync(pulled, content), null, content.Digest.ToString());
        }
    }

    /// <summary>Pulls with oras into a layout, and checks all digests of the layout.</summary>
    private protected async Task PullWithOrasAsync(string host, Artifact pushed, string tag, params string[] options)
    {
        var layout = NewFolder()["layout"];
        await RunAsync(Oras, ["copy", .. options, "--to-oci-layout", $"{host}/{Name}:{tag}", $"{layout}:{tag}"]);
        AssertHas(layout, pushed);
    }

    /// <summary>A folder for the option <c>--cert-dir</c> of skopeo.</summary>
    private protected string CertificateFolder(string caPath)
    {
        var folder = NewFolder();
        File.Copy(caPath, folder["ca.crt"]);
        return folder.Path;
    }

    private protected static void AssertHas(string layout, Artifact pushed)
    {
        var pulled = LayoutReader.Open(layout);
        Assert.AreEqual(pushed.Root.Digest.ToString(), pulled.Root.Digest);
        Assert.AreSequenceEqual(
            pushed.Layers.Select(layer => layer.Digest.ToString()),
            pulled.Manifest.Layers.Select(layer => layer.Digest));
    }

    private Task<byte[]> BytesAsync(MemoryStore store, Descriptor content) => store.ReadAllAsync(content, int.MaxValue, Cancellation);
}
