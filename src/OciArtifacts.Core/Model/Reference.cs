using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.Model;

/// <summary>
/// Names content in a registry: <c>registry/repository[:tag][@digest]</c>. If it has both a tag and a digest, the
/// digest identifies the content.
/// </summary>
/// <param name="Registry">The registry, <c>host[:port]</c>.</param>
/// <param name="Repository">The repository name.</param>
/// <param name="Tag">The tag, or <see langword="null"/>.</param>
/// <param name="Digest">The digest, or <see langword="null"/>.</param>
public sealed record Reference(string Registry, string Repository, string? Tag, Digest? Digest)
{
    /// <summary>
    /// Parses a reference. Returns <see langword="false"/> if a part does not fit its grammar. There is no default
    /// registry: <c>alpine</c> alone is not a reference. The time is linear in the length of the text.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Reference? reference)
    {
        reference = null;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (slash < 0 || !RegistryHost.IsValid(text![..slash])) return false;

        var (path, digestText) = Cut(text[(slash + 1)..], '@');
        var (repository, tag) = Cut(path, ':');
        Digest digest = default;
        if (digestText is not null && !Model.Digest.TryParse(digestText, out digest)) return false;
        if (!RepositoryName.IsValid(repository) || (tag is not null && !Model.Tag.IsValid(tag))) return false;

        reference = new Reference(text[..slash], repository, tag, digestText is null ? null : digest);
        return true;
    }

    /// <summary>The text <c>registry/repository[:tag][@digest]</c>.</summary>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
