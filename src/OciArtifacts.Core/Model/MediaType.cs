using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.Model;

/// <summary>Media types: those of the image specification, and the grammar that every one has to fit.</summary>
public static class MediaType
{
    /// <summary>The media type of an image manifest, which every artifact has.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>The media type of an image index.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>The media type of an image manifest as Docker called it, before there was OCI; it has the same members.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>The media type of an index as Docker called it, before there was OCI; it has the same members.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>The media type of the empty JSON object.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>The config of a runnable image; never that of another artifact.</summary>
    public const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>A generic uncompressed tar layer.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A generic tar layer in gzip.</summary>
    public const string LayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>A generic tar layer in zstd.</summary>
    public const string LayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>Bytes of which nothing is known.</summary>
    public const string OctetStream = "application/octet-stream";

    // RFC 6838, section 4.2: both names have at most 127 characters.
    private const int LongestName = 127;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    /// <summary>Whether the text is a media type by RFC 6838, section 4.2: <c>type/subtype</c> without parameters.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IsName(text.AsSpan(0, slash)) && IsName(text.AsSpan(slash + 1));
    }

    /// <summary>Whether content of this type names other content: a manifest or an index.</summary>
    public static bool IsManifest(string mediaType) => mediaType is Manifest or DockerManifest || IsIndex(mediaType);

    /// <summary>Whether content of this type lists manifests.</summary>
    public static bool IsIndex(string mediaType) => mediaType is Index or DockerManifestList;

    /// <summary>Whether tools know content with a config of this type as an image, by the name of OCI or that of Docker.</summary>
    internal static bool IsImageConfig(string mediaType) =>
        mediaType.Equals(ImageConfig, StringComparison.OrdinalIgnoreCase) || mediaType.Equals("application/vnd.docker.container.image.v1+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>What somebody else calls a media type, as it may be shown: what is none may hold anything.</summary>
    internal static string Shown(string text) => IsValid(text) ? text : "something that is no media type";

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(NameCharacters);
}
