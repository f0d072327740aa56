using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Layout;

/// <summary>The names inside an image layout (image-spec 1.1, image-layout.md).</summary>
internal static class LayoutFiles
{
    internal const string Marker = "oci-layout";
    internal const string Index = "index.json";
    internal const string Blobs = "blobs";

    /// <summary>What the marker file says: the version of the layout.</summary>
    internal static ReadOnlyMemory<byte> MarkerBytes { get; } = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray();

    /// <summary>The path of content, with <c>/</c>. The only place that turns a digest into a path; its grammar allows no way out.</summary>
    internal static string BlobPath(Digest digest) => $"{Blobs}/{digest.Algorithm}/{digest.Encoded}";

    /// <summary>The index with the root under the tag; other tags stay, and so does what has none.</summary>
    internal static ImageIndex WithTag(ImageIndex index, Descriptor root, string tag)
    {
        var others = index.Manifests.Where(entry => TagOf(entry) != tag && !(TagOf(entry) is null && entry.Digest == root.Digest));
        var annotations = new Dictionary<string, string>(root.Annotations ?? Enumerable.Empty<KeyValuePair<string, string>>(), StringComparer.Ordinal)
        {
            [Annotations.RefName] = tag,
        };
        return index with { Manifests = [.. others, root with { Annotations = annotations }] };
    }

    /// <summary>The index with the root in it, under whatever tags it has.</summary>
    internal static ImageIndex WithRoot(ImageIndex index, Descriptor root) =>
        index.Manifests.Any(entry => entry.Digest == root.Digest) ? index : index with { Manifests = [.. index.Manifests, root] };

    internal static Descriptor? Resolve(ImageIndex index, string tag) => index.Manifests.FirstOrDefault(entry => TagOf(entry) == tag);

    private static string? TagOf(Descriptor entry) => entry.Annotations?.GetValueOrDefault(Annotations.RefName);
}
