using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>An image index: a list of manifests (image-spec 1.1, image-index.md).</summary>
/// <param name="Manifests">The entries, in order.</param>
public sealed record ImageIndex([property: JsonPropertyOrder(3)] IReadOnlyList<Descriptor> Manifests)
{
    /// <summary>The version of the schema: 2.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The media type of the index itself. The default is <see cref="Model.MediaType.Index"/>.</summary>
    [JsonPropertyOrder(1)]
    public string? MediaType { get; init; } = Model.MediaType.Index;

    /// <summary>The type of the artifact, where the index is one.</summary>
    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    /// <summary>The manifest that this index is attached to.</summary>
    [JsonPropertyOrder(4)]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, written in ordinal order of their keys.</summary>
    [JsonPropertyOrder(5)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The bytes to store, to hash and to send: made once, because another serialisation is another digest.</summary>
    public byte[] ToBytes() => OciJson.ToBytes(this, OciJsonContext.Default.ImageIndex);

    /// <summary>Reads an index. Unknown members are ignored.</summary>
    /// <exception cref="OciException">The bytes are no index (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    public static ImageIndex Parse(ReadOnlySpan<byte> bytes)
    {
        var index = OciJson.Parse(bytes, OciJsonContext.Default.ImageIndex, Model.MediaType.Index);
        ManifestKind.Read(bytes);
        DescriptorRules.Check(index.Manifests, Model.MediaType.Index);
        return index;
    }
}
