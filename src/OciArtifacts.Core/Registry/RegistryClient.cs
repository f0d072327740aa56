using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Http;

namespace OciArtifacts.Core.Registry;

/// <summary>
/// A client of one registry (distribution-spec 1.1.1). Parallel calls are safe. The first call sends the first request.
/// </summary>
public sealed class RegistryClient : IDisposable
{
    private readonly AuthorizedConnection? _own;
    private readonly RegistryHttp _http;

    /// <summary>Makes a client with its own connections.</summary>
    /// <param name="registry">The registry, <c>host[:port]</c>.</param>
    /// <param name="options">How the client speaks to the registry.</param>
    /// <exception cref="OciException">
    /// The text is not the name of a registry (<see cref="OciErrorCode.InvalidRegistry"/>).
    /// </exception>
    public RegistryClient(string registry, RegistryOptions options)
    {
        _own = Connect(registry, options);
        _http = new RegistryHttp(_own, options);
    }

    internal RegistryClient(AuthorizedConnection shared, RegistryOptions options) => _http = new RegistryHttp(shared, options);

    /// <summary>How many requests this client has sent.</summary>
    public long Requests => _http.Requests;

    /// <summary>A repository of the registry.</summary>
    /// <exception cref="OciException">
    /// The name does not fit the grammar (<see cref="OciErrorCode.InvalidRepository"/>).
    /// </exception>
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
            OciErrorCode.InvalidRegistry,
            $"'{registry}' is no registry. Write host[:port], for example ghcr.io or localhost:5000, without https:// and without a path.");
}
