using System.Collections.Concurrent;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// Shares connections between clients of the same registries, such as the projects of one build. The clients of one
/// registry share its connections, tokens and transfer limit, and a blob that two of them push is sent once.
/// </summary>
internal sealed class RegistryPool : IDisposable
{
    private readonly ConcurrentDictionary<(string Registry, bool IsInsecure), Lazy<AuthorizedConnection>> _connections = new();

    /// <summary>
    /// Makes a client that uses the shared connections. Disposing the client leaves them open. The environment and the
    /// number of transfers come from the options of the first client of the registry.
    /// </summary>
    /// <exception cref="OciException">
    /// The text is not the name of a registry (<see cref="OciErrorCode.InvalidRegistry"/>).
    /// </exception>
    public RegistryClient Client(string registry, RegistryOptions options)
    {
        var key = (registry.ToLowerInvariant(), options.IsInsecure(registry));
        var shared = _connections.GetOrAdd(key, _ => new Lazy<AuthorizedConnection>(() => RegistryClient.Connect(registry, options)));
        return new RegistryClient(shared.Value, options);
    }

    /// <summary>Closes the connections. No client may be in use any more.</summary>
    public void Dispose()
    {
        foreach (var connection in _connections.Values.Where(connection => connection.IsValueCreated)) connection.Value.Dispose();
        _connections.Clear();
    }
}
