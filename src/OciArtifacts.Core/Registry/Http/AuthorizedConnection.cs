using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>
/// The connections to one registry and the tokens that it gave. All clients of the registry share them.
/// </summary>
internal sealed class AuthorizedConnection(string registry, RegistryOptions options) : IDisposable
{
    internal RegistryConnection Connection { get; } = new(registry, options);

    internal Authorizer Authorizer { get; } = new(registry, new CredentialChain(options.Environment));

    public void Dispose()
    {
        Connection.Dispose();
        Authorizer.Dispose();
    }
}
