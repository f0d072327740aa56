namespace OciArtifacts.TestKit;

/// <summary>The defaults are an anonymous registry over plain HTTP.</summary>
public sealed record DockerRegistryOptions
{
    /// <summary>
    /// When set, the registry demands this user. It needs the program htpasswd: <see cref="DockerRegistry.AuthPeer"/>.
    /// </summary>
    public string? UserName { get; init; }

    public string Password { get; init; } = "";

    /// <summary>TLS with a certificate of an authority of its own: <see cref="DockerRegistry.CaPath"/>.</summary>
    public bool UseTls { get; init; }
}
