using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry;

/// <summary>Speaks to one registry (distribution-spec 1.1.1). Safe for parallel calls; nothing is sent before the first of them.</summary>
public sealed class RegistryClient : IDisposable
{
    private readonly AuthorizedConnection? _own;
    private readonly RegistryHttp _http;

    /// <summary>Prepares a client with connections of its own.</summary>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="options">How it is spoken to.</param>
    /// <exception cref="OciException">The text names no registry (<see cref="OciErrorCode.InvalidRegistry"/>).</exception>
    public RegistryClient(string registry, RegistryOptions options)
    {
        _own = Connect(registry, options);
        _http = new RegistryHttp(_own, options);
    }

    internal RegistryClient(AuthorizedConnection shared, RegistryOptions options) => _http = new RegistryHttp(shared, options);

    /// <summary>How many requests this client has sent so far.</summary>
    public long Requests => _http.Requests;

    /// <summary>A repository of the registry.</summary>
    /// <exception cref="OciException">The name does not fit its grammar (<see cref="OciErrorCode.InvalidRepository"/>).</exception>
    public RegistryRepository Repository(string name)
    {
        if (!RepositoryName.IsValid(name)) throw new OciException(OciErrorCode.InvalidRepository, $"'{name}' is no repository name.");
        return new RegistryRepository(_http, DockerHub.Is(_http.Registry) ? DockerHub.Repository(name) : name);
    }

    /// <inheritdoc/>
    public void Dispose() => _own?.Dispose();

    internal static AuthorizedConnection Connect(string registry, RegistryOptions options) => RegistryHost.IsValid(registry)
        ? new AuthorizedConnection(registry, options)
        : throw new OciException(
            OciErrorCode.InvalidRegistry, $"'{registry}' is no registry. Write host[:port], for example ghcr.io or localhost:5000, without https:// and without a path.");
}
