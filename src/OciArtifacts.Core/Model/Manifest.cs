using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>An image manifest, which describes one artifact (image-spec 1.1, manifest.md).</summary>
/// <param name="Config">The descriptor of the config, or <see cref="Descriptor.Empty"/>.</param>
/// <param name="Layers">The descriptors of the layers. Older registries require at least one.</param>
public sealed record Manifest(
    [property: JsonPropertyOrder(3)] Descriptor Config,
    [property: JsonPropertyOrder(4)] IReadOnlyList<Descriptor> Layers)
{
    /// <summary>The version of the schema: 2.</summary>
    [JsonPropertyOrder(0)]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>The media type of the manifest itself. The default is <see cref="Model.MediaType.Manifest"/>.</summary>
    [JsonPropertyOrder(1)]
    public string? MediaType { get; init; } = Model.MediaType.Manifest;

    /// <summary>
    /// The artifact type. It is absent in the 1.0 form, where the media type of the config takes its place.
    /// </summary>
    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    /// <summary>The subject: the manifest that this one refers to.</summary>
    [JsonPropertyOrder(5)]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, written in ordinal order of their keys.</summary>
    [JsonPropertyOrder(6)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>
    /// The artifact type, or the media type of the config in its place (manifest.md, "Guidelines for Artifact Usage").
    /// </summary>
    [JsonIgnore]
    public string EffectiveArtifactType => ArtifactType ?? Config.MediaType;

    /// <summary>
    /// Serialises the manifest. Store, hash and send these bytes: another serialisation has another digest.
    /// </summary>
    public byte[] ToBytes() => OciJson.ToBytes(this, OciJsonContext.Default.Manifest);

    /// <summary>Parses a manifest. Unknown members are ignored.</summary>
    /// <exception cref="OciException">
    /// The bytes are not a manifest (<see cref="OciErrorCode.MalformedContent"/>).
    /// </exception>
    public static Manifest Parse(ReadOnlySpan<byte> bytes)
    {
        var manifest = OciJson.Parse(bytes, OciJsonContext.Default.Manifest, Model.MediaType.Manifest);
        ManifestKind.Read(bytes);
        DescriptorRules.Check([manifest.Config, .. manifest.Layers], Model.MediaType.Manifest);
        return manifest;
    }
}
