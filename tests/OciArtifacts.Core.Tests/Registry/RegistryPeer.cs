using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry;

/// <summary>A registry, and a client that reads only the environment of the test.</summary>
internal sealed class RegistryPeer : IAsyncDisposable
{
    internal const string Name = "me/app";

    private RegistryPeer(TestRegistry registry, RegistryOptions options)
    {
        Registry = registry;
        Client = new RegistryClient(registry.Host, options);
        Repository = Client.Repository(Name);
    }

    internal TestRegistry Registry { get; }

    internal RegistryClient Client { get; }

    internal RegistryRepository Repository { get; }

    internal MemoryStore Source { get; } = new();

    internal IReadOnlyList<RecordedRequest> Requests => Registry.Requests;

    internal static RegistryOptions Anonymous { get; } = WithEnvironment();

    internal static async Task<RegistryPeer> StartAsync(TestRegistryOptions? registry = null, RegistryOptions? client = null) =>
        new(await TestRegistry.StartAsync(registry), client ?? Anonymous);

    /// <summary>A registry that wants credentials, and a client that has them.</summary>
    internal static Task<RegistryPeer> StartWithUserAsync(TestRegistryOptions registry) => StartAsync(
        registry with { UserName = "user", Password = "pässword" },
        WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", "pässword")));

    internal static RegistryOptions WithEnvironment(params (string Name, string Value)[] variables) => new()
    {
        Environment = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
        RetryDelay = TimeSpan.FromMilliseconds(1),
    };

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Registry.DisposeAsync();
    }

    /// <summary>Pushes an artifact with the layers and the tags.</summary>
    internal async Task<Descriptor> PushAsync(string[] tags, params string[] layers)
    {
        var root = Sample.Manifest(Source, "pushed", [.. layers.Select(layer => Sample.Blob(Source, layer))]);
        using var copy = new ContentCopy(Source, Repository, new ContentCopyOptions { Parallelism = 1 });
        await copy.CopyAsync(root, tags, CancellationToken.None);
        return root;
    }

    /// <summary>Pushes another artifact with the tag 1.0 and the policy.</summary>
    internal async Task PushAsync(TagPolicy policy, string layer)
    {
        using var copy = new ContentCopy(Source, Repository, new ContentCopyOptions { TagPolicy = policy });
        await copy.CopyAsync(Sample.Manifest(Source, layer, Sample.Blob(Source, layer)), ["1.0"], CancellationToken.None);
    }

    internal Task PutBlobAsync(string text) => Repository.PutAsync(Sample.Blob(Source, text), Source, CancellationToken.None);

    internal IEnumerable<string> Lines(string method) =>
        Requests.Where(request => request.Method == method).Select(request => request.Path);
}
