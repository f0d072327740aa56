using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>An image index: a list of manifests (image-spec 1.1, image-index.md).</summary>
/// <param name="Manifests">The descriptors of the manifests, in order.</param>
public sealed record ImageIndex([property: JsonPropertyOrder(3)] IReadOnlyList<Descriptor> Manifests)
{
    /// <summary>The version of the schema: 2.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The media type of the index itself. The default is <see cref="Model.MediaType.Index"/>.</summary>
    [JsonPropertyOrder(1)]
    public string? MediaType { get; init; } = Model.MediaType.Index;

    /// <summary>The artifact type of the index, if it has one.</summary>
    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    /// <summary>The subject: the manifest that this index refers to.</summary>
    [JsonPropertyOrder(4)]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, written in ordinal order of their keys.</summary>
    [JsonPropertyOrder(5)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>
    /// Serialises the index. Store, hash and send these bytes: another serialisation has another digest.
    /// </summary>
    public byte[] ToBytes() => OciJson.ToBytes(this, OciJsonContext.Default.ImageIndex);

    /// <summary>Parses an index. Unknown members are ignored.</summary>
    /// <exception cref="OciException">
    /// The bytes are not an index (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    public static ImageIndex Parse(ReadOnlySpan<byte> bytes)
    {
        var index = OciJson.Parse(bytes, OciJsonContext.Default.ImageIndex, Model.MediaType.Index);
        ManifestKind.Read(bytes);
        DescriptorRules.Check(index.Manifests, Model.MediaType.Index);
        return index;
    }
}
