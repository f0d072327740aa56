namespace OciArtifacts.Core.Registry;

/// <summary>What a registry is spoken to for.</summary>
public enum RegistryAccess
{
    /// <summary>To read. A right to write is asked for by the first request that writes.</summary>
    Pull,

    /// <summary>To write, from the first question on: registries that make a repository with its first push let nobody read it before.</summary>
    Push,
}
