using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Finds the manifest for a platform in an index.</summary>
public static class PlatformSelection
{
    // An index of an index is rare, and no index can hold itself: its digest would have to be known before it is made.
    private const int DeepestIndex = 4;

    // Enough to see what is wrong.
    private const int MostNamed = 20;
    private const int LongestName = 100;

    /// <summary>
    /// The manifest that the root is, or the first that fits the platform where the root is an index (image-spec 1.1, image-index.md: "the first
    /// matching entry SHOULD be used"). Entries of unknown media types are left out.
    /// </summary>
    /// <param name="source">Where the index is.</param>
    /// <param name="root">A manifest or an index.</param>
    /// <param name="platform">What is wanted. Without a variant any variant fits.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="OciException">No entry fits (<see cref="OciErrorCode.ContentNotFound"/>), or the index cannot be read.</exception>
    public static async Task<Descriptor> SelectAsync(
        this IContentSource source, Descriptor root, Platform platform, CancellationToken cancellation)
    {
        var known = new List<string>();
        return await FindAsync(source, root, platform, known, cancellation).ConfigureAwait(false) ?? throw new OciException(
            OciErrorCode.ContentNotFound,
            $"{root.Digest} has nothing for {platform}. It has: {(known.Count > 0 ? Shown(known) : "nothing that names a platform")}.");
    }

    // Whoever made the index wrote them, and may have written anything.
    private static string Shown(List<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).Select(static name => string.Concat(name.Take(LongestName).Select(static c => char.IsControl(c) ? ' ' : c))).ToList();
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

                    // What is named often is read once: each level could name the next ten thousand times.
                    if (MediaType.IsManifest(entry.MediaType) && Fits(entry, platform) && seen.Add(entry.Digest)) next.Add(entry);
                }
            }

            level = next;
        }

        return null;
    }

    // An index in an index need not say for what it is: what is in it does.
    private static bool Fits(Descriptor entry, Platform wanted) => entry.Platform is { } platform
        ? platform.Os == wanted.Os && platform.Architecture == wanted.Architecture && (wanted.Variant is null || platform.Variant is null || platform.Variant == wanted.Variant)
        : MediaType.IsIndex(entry.MediaType);
}
