using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.TestKit.Registry;

namespace OciArtifacts.TestKit;

/// <summary>
/// A registry of the OCI distribution-spec 1.1.1 in this process. It refuses everything that the specification lets it
/// refuse, so that a client that works with it follows the specification.
/// </summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private readonly RegistryState _state;
    private readonly RegistryListener _listener;

    private TestRegistry(RegistryState state, RegistryListener listener)
    {
        _state = state;
        _listener = listener;
    }

    /// <summary>Host and port, as in an image reference.</summary>
    public string Host => _state.Host;

    /// <summary>Host and port of the second listener, which stands for a blob storage of another provider.</summary>
    public string OtherHost => _state.OtherHost;

    public Uri Address => new(_state.UrlOf(Host, "/"));

    /// <summary>
    /// The server's certificate. When only <see cref="TestRegistryOptions.UseTls"/> is set, clients have to trust it.
    /// </summary>
    public X509Certificate2? Certificate => _listener.Certificate;

    /// <summary>
    /// The authority that clients have to trust when <see cref="TestRegistryOptions.TlsFromAuthority"/> or
    /// <see cref="TestRegistryOptions.RequireClientCertificate"/> is set; null otherwise.
    /// </summary>
    public X509Certificate2? Authority => _listener.Authority?.Certificate;

    /// <summary>A snapshot, in order of arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _state.Log.Snapshot();

    /// <summary>The names of repositories that hold something, in ordinal order.</summary>
    public IReadOnlyCollection<string> Repositories => _state.Store.Names;

    public static async Task<TestRegistry> StartAsync(TestRegistryOptions? options = null)
    {
        var state = new RegistryState(options ?? new TestRegistryOptions());
        return new TestRegistry(state, await RegistryListener.StartAsync(state));
    }

    public void ClearRequests() => _state.Log.Clear();

    /// <summary>False also for a blob whose bytes were not kept.</summary>
    public bool TryGetBlob(string repository, string digest, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = _state.Store.Find(repository)?.Blobs.GetValueOrDefault(digest)?.Bytes;
        return bytes is not null;
    }

    public bool HasBlob(string repository, string digest) => _state.Store.Find(repository)?.Blobs.ContainsKey(digest) ?? false;

    public long BlobSize(string repository, string digest) =>
        _state.Store.Find(repository)?.Blobs.GetValueOrDefault(digest)?.Size
        ?? throw new KeyNotFoundException($"{repository} has no blob {digest}.");

    public bool TryGetManifest(
        string repository, string reference, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(true)] out string? mediaType)
    {
        var found = _state.Store.Find(repository)?.Manifest(reference);
        (bytes, mediaType) = (found?.Bytes, found?.MediaType);
        return found is not null;
    }

    /// <summary>The tags of a repository in ordinal order; none for an unknown one.</summary>
    public IReadOnlyCollection<string> Tags(string repository) => _state.Store.Find(repository)?.TagNames ?? [];

    /// <summary>Each blob, manifest and tag as a line: two registries with the same lines hold the same content.</summary>
    public IReadOnlyList<string> Contents =>
        [.. Repositories.SelectMany(name => _state.Store.Get(name).Lines.Select(line => $"{name} {line}"))];

    /// <summary>
    /// A certificate of <see cref="Authority"/> with its private key, which can be exported; the caller disposes it.
    /// </summary>
    public X509Certificate2 IssueClientCertificate() =>
        _listener.Authority?.IssueClient() ?? throw new InvalidOperationException("This registry has no authority.");

    /// <summary>Stores a blob without a request, and returns its digest.</summary>
    public string AddBlob(string repository, byte[] bytes) => _state.Store.Get(repository).Add(bytes);

    /// <summary>Stores a manifest without a request and without a check, and returns its digest.</summary>
    public string AddManifest(string repository, string tag, string mediaType, byte[] bytes) =>
        _state.Store.Get(repository).Add(tag, new StoredManifest(mediaType, bytes));

    /// <summary>Deletes all content.</summary>
    public void Forget() => _state.Store.Clear();

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _state.Dispose();
    }
}
