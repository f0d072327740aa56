using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Http;

/// <summary>What all clients of one registry share: the connections to it, and the tokens that it gave.</summary>
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
