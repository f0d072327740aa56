using System.Collections.Concurrent;

namespace OciArtifacts.TestKit.Registry;

internal sealed class RegistryStore
{
    private readonly ConcurrentDictionary<string, RepositoryContents> _repositories = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Names => [.. _repositories.Keys.Order(StringComparer.Ordinal)];

    internal RepositoryContents? Find(string repository) => _repositories.GetValueOrDefault(repository);

    /// <summary>A repository exists from its first content on.</summary>
    internal RepositoryContents Get(string repository) => _repositories.GetOrAdd(repository, _ => new RepositoryContents());

    internal void Clear() => _repositories.Clear();
}
