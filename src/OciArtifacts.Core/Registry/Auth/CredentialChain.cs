namespace OciArtifacts.Core.Registry.Auth;

/// <summary>Where credentials are looked for, in order; the first hit wins.</summary>
internal sealed class CredentialChain(Func<string, string?> environment)
{
    private static readonly (string UserName, string Password)[] Variables =
    [
        ("OCIARTIFACTS_USERNAME", "OCIARTIFACTS_PASSWORD"),
        ("DOTNET_CONTAINER_REGISTRY_UNAME", "DOTNET_CONTAINER_REGISTRY_PWORD"),
    ];

    private readonly DockerConfig _docker = new(environment);

    /// <summary>Where was looked, for the message of who finds nothing.</summary>
    internal string Places => $"{string.Join(", ", Variables.Select(pair => $"{pair.UserName} and {pair.Password}"))}, {_docker.Path}{_docker.Helper}";

    /// <summary>The credentials for the registry, or <see langword="null"/>.</summary>
    /// <exception cref="OciException">A file with credentials cannot be understood.</exception>
    internal async Task<Credential?> FindAsync(string registry, CancellationToken cancellation) =>
        FromEnvironment() ?? await _docker.FindAsync(registry, cancellation).ConfigureAwait(false);

    private Credential? FromEnvironment()
    {
        foreach (var (userName, password) in Variables)
        {
            if (environment(userName) is { Length: > 0 } user && environment(password) is { Length: > 0 } secret)
            {
                return new Credential(user, secret, $"the environment ({userName})");
            }
        }

        return null;
    }
}
