using System.Collections.Concurrent;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Connections to registries that several clients share, such as the projects of one build: connections, tokens and the bound of transfers are
/// there once a registry, and a blob that two of them push travels once.
/// </summary>
public sealed class RegistryPool : IDisposable
{
    private readonly ConcurrentDictionary<(string Registry, bool IsInsecure), Lazy<AuthorizedConnection>> _connections = new();

    /// <summary>
    /// A client that uses the shared connections; disposing it leaves them open. What belongs to a connection is as the first client's options
    /// of the registry say: the environment, and how many transfers there may be.
    /// </summary>
    /// <exception cref="OciException">The text names no registry (<see cref="OciErrorCode.InvalidRegistry"/>).</exception>
    public RegistryClient Client(string registry, RegistryOptions options)
    {
        var key = (registry.ToLowerInvariant(), options.IsInsecure(registry));
        var shared = _connections.GetOrAdd(key, _ => new Lazy<AuthorizedConnection>(() => RegistryClient.Connect(registry, options)));
        return new RegistryClient(shared.Value, options);
    }

    /// <summary>Closes the connections; no client may be in use any more.</summary>
    public void Dispose()
    {
        foreach (var connection in _connections.Values.Where(connection => connection.IsValueCreated)) connection.Value.Dispose();
        _connections.Clear();
    }
}
