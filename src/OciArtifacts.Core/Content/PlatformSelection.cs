using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Finds the manifest for a platform in an index.</summary>
public static class PlatformSelection
{
    // Indexes of indexes are rare. An index cannot contain itself, because it would have to contain its own digest.
    private const int DeepestIndex = 4;

    // Limits of the message.
    private const int MostNamed = 20;
    private const int LongestName = 100;

    /// <summary>
    /// Selects the manifest for a platform: the root if it is a manifest, or the first matching entry if it is an index (image-spec
    /// 1.1, image-index.md: "the first matching entry SHOULD be used"). Entries of unknown media types are ignored.
    /// </summary>
    /// <param name="source">The source of the index.</param>
    /// <param name="root">A manifest or an index.</param>
    /// <param name="platform">The platform. Without a variant, an entry of any variant matches.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="OciException">
    /// No entry matches (<see cref="OciErrorCode.ContentNotFound"/>), or the index cannot be read.
    /// </exception>
    public static async Task<Descriptor> SelectAsync(
        this IContentSource source, Descriptor root, Platform platform, CancellationToken cancellation)
    {
        var known = new List<string>();
        return await FindAsync(source, root, platform, known, cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound,
            $"{root.Digest} has nothing for {platform}. It has: {(known.Count > 0 ? Shown(known) : "nothing that names a platform")}.");
    }

    // The author of the index wrote these names, so they can be long or have control characters.
    private static string Shown(List<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal)
            .Select(static name => string.Concat(name.Take(LongestName).Select(static c => char.IsControl(c) ? ' ' : c)))
            .ToList();
        return string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
    }

    private static async Task<Descriptor?> FindAsync(
        IContentSource source, Descriptor root, Platform platform, List<string> known, CancellationToken cancellation)
    {
        var level = new List<Descriptor> { root };
        var seen = new HashSet<Digest> { root.Digest };
        for (var depth = 0; depth < DeepestIndex && level.Count > 0; depth++)
        {
            var next = new List<Descriptor>();
            foreach (var content in level)
            {
                if (!MediaType.IsIndex(content.MediaType)) return content;
                foreach (var entry in await source.ReadChildrenAsync(content, cancellation).ConfigureAwait(false))
                {
                    if (entry.Platform is not null) known.Add(entry.Platform.ToString());

                    // Each index is read once: a hostile index could name the same index ten thousand times.
                    if (MediaType.IsManifest(entry.MediaType) && Matches(entry, platform) && seen.Add(entry.Digest)) next.Add(entry);
                }
            }

            level = next;
        }

        return null;
    }

    // An index inside an index may have no platform: its entries have platforms.
    private static bool Matches(Descriptor entry, Platform wanted)
    {
        if (entry.Platform is not { } platform) return MediaType.IsIndex(entry.MediaType);
        return platform.Os == wanted.Os
            && platform.Architecture == wanted.Architecture
            && (wanted.Variant is null || platform.Variant is null || platform.Variant == wanted.Variant);
    }
}
