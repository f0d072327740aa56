using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.Model;

/// <summary>The media types of the image specification, and the grammar of media types.</summary>
public static class MediaType
{
    /// <summary>The media type of an image manifest. Each artifact has one.</summary>
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";

    /// <summary>The media type of an image index.</summary>
    public const string Index = "application/vnd.oci.image.index.v1+json";

    /// <summary>The media type of Docker's image manifest. Its members are those of <see cref="Manifest"/>.</summary>
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";

    /// <summary>The media type of Docker's manifest list. Its members are those of <see cref="Index"/>.</summary>
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";

    /// <summary>The media type of the empty JSON object.</summary>
    public const string Empty = "application/vnd.oci.empty.v1+json";

    /// <summary>The media type of the config of a runnable image. Other artifacts must not use it.</summary>
    public const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    /// <summary>A generic uncompressed tar layer.</summary>
    public const string Layer = "application/vnd.oci.image.layer.v1.tar";

    /// <summary>A generic tar layer, compressed with gzip.</summary>
    public const string LayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";

    /// <summary>A generic tar layer, compressed with zstd.</summary>
    public const string LayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";

    /// <summary>Bytes of unknown type.</summary>
    public const string OctetStream = "application/octet-stream";

    // RFC 6838, section 4.2: the type and the subtype have at most 127 characters each.
    private const int LongestName = 127;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+");

    /// <summary>
    /// Whether the text is a media type without parameters, <c>type/subtype</c> (RFC 6838, section 4.2).
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IsName(text.AsSpan(0, slash)) && IsName(text.AsSpan(slash + 1));
    }

    /// <summary>Whether content of this type is a manifest or an index, so that it names other content.</summary>
    public static bool IsManifest(string mediaType) => mediaType is Manifest or DockerManifest || IsIndex(mediaType);

    /// <summary>Whether content of this type is an index.</summary>
    public static bool IsIndex(string mediaType) => mediaType is Index or DockerManifestList;

    /// <summary>
    /// Whether a config of this type makes the artifact a runnable image, with the media type of OCI or of Docker.
    /// </summary>
    internal static bool IsImageConfig(string mediaType) =>
        mediaType.Equals(ImageConfig, StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("application/vnd.docker.container.image.v1+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>A media type from outside, for messages. Invalid text is not shown: it may hold anything.</summary>
    internal static string Shown(string text) => IsValid(text) ? text : "something that is no media type";

    private static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(NameCharacters);

    /// <summary>The media type, if it is one.</summary>
    /// <param name="value">The text.</param>
    /// <param name="setting">What messages call the place of the text.</param>
    /// <exception cref="OciException">It is none (<see cref="OciErrorCode.InvalidMediaType"/>).</exception>
    internal static string Check(string value, string setting) => IsValid(value) ? value : throw new OciException(
        OciErrorCode.InvalidMediaType,
        $"{setting} is '{value}', which is no media type. "
            + "Write type/subtype by RFC 6838 without parameters, for example application/vnd.contoso.widget.v1.");
}
