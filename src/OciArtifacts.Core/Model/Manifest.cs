using System.Text.Json.Serialization;

namespace OciArtifacts.Core.Model;

/// <summary>An image manifest, which describes one artifact (image-spec 1.1, manifest.md).</summary>
/// <param name="Config">The config, or <see cref="Descriptor.Empty"/>.</param>
/// <param name="Layers">The layers, at least one for the sake of older registries.</param>
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

    /// <summary>The type of the artifact; absent in the 1.0 form, where the config's media type says it.</summary>
    [JsonPropertyOrder(2)]
    public string? ArtifactType { get; init; }

    /// <summary>The manifest that this one is attached to.</summary>
    [JsonPropertyOrder(5)]
    public Descriptor? Subject { get; init; }

    /// <summary>Annotations, written in ordinal order of their keys.</summary>
    [JsonPropertyOrder(6)]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>The type of the artifact, wherever the manifest says it (manifest.md, "Guidelines for Artifact Usage").</summary>
    [JsonIgnore]
    public string EffectiveArtifactType => ArtifactType ?? Config.MediaType;

    /// <summary>The bytes to store, to hash and to send: made once, because another serialisation is another digest.</summary>
    public byte[] ToBytes() => OciJson.ToBytes(this, OciJsonContext.Default.Manifest);

    /// <summary>Reads a manifest. Unknown members are ignored.</summary>
    /// <exception cref="OciException">The bytes are no manifest (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    public static Manifest Parse(ReadOnlySpan<byte> bytes)
    {
        var manifest = OciJson.Parse(bytes, OciJsonContext.Default.Manifest, Model.MediaType.Manifest);
        ManifestKind.Read(bytes);
        DescriptorRules.Check([manifest.Config, .. manifest.Layers], Model.MediaType.Manifest);
        return manifest;
    }
}
