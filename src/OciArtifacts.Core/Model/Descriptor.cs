using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>
/// What content is: its media type, digest and size in bytes (image-spec 1.1, descriptor.md). It never holds the content, <see cref="Data"/>
/// apart. Content is the same where the <see cref="Digest"/> is the same, whatever the other members say.
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
    /// The empty JSON object <c>{}</c> that stands where an artifact has no config or no layers (image-spec 1.1, manifest.md, "Guidance for
    /// an Empty Descriptor"). Its content still has to be stored.
    /// </summary>
    public static Descriptor Empty { get; } = Of(Model.MediaType.Empty, "{}"u8) with { Data = "{}"u8.ToArray() };

    /// <summary>The artifact type, where the descriptor points to a manifest of an artifact.</summary>
    [JsonPropertyOrder(1)]
    public string? ArtifactType { get; init; }

    /// <summary>Annotations, written in ordinal order of their keys.</summary>
    [JsonPropertyOrder(4)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The content itself, embedded. Base64 in JSON.</summary>
    [JsonPropertyOrder(5)]
    public byte[]? Data { get; init; }

    /// <summary>The platform the content is for; for entries of an index.</summary>
    [JsonPropertyOrder(6)]
    public Platform? Platform { get; init; }

    /// <summary>Describes the bytes by their sha256 digest.</summary>
    public static Descriptor Of(string mediaType, ReadOnlySpan<byte> content) =>
        new(mediaType, Digest.Sha256(content), content.Length);
}
