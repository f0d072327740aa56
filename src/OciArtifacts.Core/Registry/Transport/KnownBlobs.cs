using System.Collections.Concurrent;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Remembers which repositories of a registry have a blob. A blob that several builds in one process share is sent
/// once, and mounted into the other repositories.
/// </summary>
internal sealed class KnownBlobs
{
    private readonly ConcurrentDictionary<(Digest Blob, string Repository), bool> _places = new();

    internal void Add(Digest blob, string repository) => _places[(blob, repository)] = true;

    internal void Remove(Digest blob, string repository) => _places.TryRemove((blob, repository), out _);

    internal bool IsIn(Digest blob, string repository) => _places.ContainsKey((blob, repository));

    /// <summary>Another repository that has the blob, or <see langword="null"/>.</summary>
    internal string? OtherRepositoryWith(Digest blob, string repository) => _places.Keys
        .Where(place => place.Blob == blob && place.Repository != repository)
        .Select(place => place.Repository)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();
}
