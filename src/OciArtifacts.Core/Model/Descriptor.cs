using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>
/// Describes content by its media type, digest and size (image-spec 1.1, descriptor.md). Two descriptors with the same
/// <see cref="Digest"/> describe the same content, whatever their other members are.
/// </summary>
/// <param name="MediaType">The media type of the content.</param>
/// <param name="Digest">The digest of the content.</param>
/// <param name="Size">The size of the content in bytes.</param>
public sealed record Descriptor(
    [property: JsonPropertyOrder(0)] string MediaType,
    [property: JsonPropertyOrder(2)] Digest Digest,
    [property: JsonPropertyOrder(3)] long Size)
{
    /// <summary>
    /// Describes the empty JSON object <c>{}</c>, which stands for a config or a layer that an artifact does not have
    /// (image-spec 1.1, manifest.md, "Guidance for an Empty Descriptor"). Its content has to be stored too.
    /// </summary>
    public static Descriptor Empty { get; } = Of(Model.MediaType.Empty, "{}"u8) with { Data = "{}"u8.ToArray() };

    /// <summary>The artifact type of the manifest that the descriptor describes.</summary>
    [JsonPropertyOrder(1)]
    public string? ArtifactType { get; init; }

    /// <summary>Annotations, written in ordinal order of their keys.</summary>
    [JsonPropertyOrder(4)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The content itself, if it is embedded. In JSON it is base64.</summary>
    [JsonPropertyOrder(5)]
    public byte[]? Data { get; init; }

    /// <summary>The platform of the content. Used in the entries of an index.</summary>
    [JsonPropertyOrder(6)]
    public Platform? Platform { get; init; }

    /// <summary>Describes the bytes by their sha256 digest.</summary>
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) =>
        new(mediaType, Digest.Sha256(content), content.Length);
}
