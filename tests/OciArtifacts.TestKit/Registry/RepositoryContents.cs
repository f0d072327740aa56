using System.Collections.Concurrent;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Blobs and manifests by digest, and tags.</summary>
internal sealed class RepositoryContents
{
    internal ConcurrentDictionary<string, StoredBlob> Blobs { get; } = new(StringComparer.Ordinal);

    internal ConcurrentDictionary<string, StoredManifest> Manifests { get; } = new(StringComparer.Ordinal);

    internal ConcurrentDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> TagNames => [.. Tags.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Each blob, manifest and tag, in ordinal order.</summary>
    internal IEnumerable<string> Lines => Blobs.Keys.Select(digest => $"blob {digest}")
        .Concat(Manifests.Select(manifest => $"manifest {manifest.Key} {manifest.Value.MediaType}"))
        .Concat(Tags.Select(tag => $"tag {tag.Key} {tag.Value}"))
        .Order(StringComparer.Ordinal);

    internal string? DigestOf(string reference) =>
        reference.Contains(':', StringComparison.Ordinal) ? reference : Tags.GetValueOrDefault(reference);

    internal StoredManifest? Manifest(string reference) =>
        DigestOf(reference) is { } digest ? Manifests.GetValueOrDefault(digest) : null;

    internal string Add(byte[] bytes)
    {
        var digest = Grammar.DigestOf("sha256", bytes);
        Blobs[digest] = new StoredBlob(bytes.Length, bytes);
        return digest;
    }

    /// <summary>Stores a manifest, and then sets its tag, so that a tag always names a manifest.</summary>
    internal string Add(string reference, StoredManifest manifest)
    {
        var byDigest = reference.Contains(':', StringComparison.Ordinal);
        var digest = byDigest ? reference : Grammar.DigestOf("sha256", manifest.Bytes);
        Manifests[digest] = manifest;
        if (!byDigest) Tags[reference] = digest;
        return digest;
    }
}
