namespace OciArtifacts.Core.Registry;

/// <summary>The right that a client needs.</summary>
public enum RegistryAccess
{
    /// <summary>To read. The first request that writes asks for the right to write.</summary>
    Pull,

    /// <summary>
    /// To write. The client asks for this right from its first request on, because some registries create a repository
    /// with its first push and refuse to read it before.
    /// </summary>
    Push,
}
