namespace OciArtifacts.TestKit;

/// <summary>The defaults are an anonymous registry.</summary>
public sealed record DockerRegistryOptions
{
    /// <summary>When set, the registry demands this user. It needs the program htpasswd: <see cref="DockerRegistry.AuthPeer"/>.</summary>
    public string? UserName { get; init; }

    public string Password { get; init; } = "";
}
