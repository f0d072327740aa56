namespace OciArtifacts.Core.Model;

/// <summary>Where an artifact goes.</summary>
/// <param name="Registry">The registry, <c>host[:port]</c>; <see langword="null"/> where the artifact stays on this machine.</param>
/// <param name="Repository">The repository name.</param>
/// <param name="Tags">The tags; none for an artifact that only its digest names.</param>
public sealed record Destination(string? Registry, string Repository, IReadOnlyList<string> Tags)
{
    /// <summary>The last part of the repository's name.</summary>
    internal string Name => Repository[(Repository.LastIndexOf('/') + 1)..];
}
