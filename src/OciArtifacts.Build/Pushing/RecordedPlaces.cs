using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Pushing;

/// <summary>Opens the repositories that a record names. They may be in other registries than the destination.</summary>
/// <param name="pool">The connections of the build.</param>
/// <param name="options">The options of the push.</param>
internal sealed class RecordedPlaces(RegistryPool pool, RegistryOptions options) : IDisposable
{
    private readonly Dictionary<string, RegistryClient> _clients = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }

    /// <param name="place">The place, as <c>registry/repository</c>.</param>
    internal RegistryRepository Open(string place)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var registry = place[..slash];
        if (!_clients.TryGetValue(registry, out var client)) _clients[registry] = client = pool.Client(registry, options);
        return client.Repository(place[(slash + 1)..]);
    }
}
