namespace OciArtifacts.Core.Packing;

/// <summary>The config of an artifact: small, and in memory.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Content">Its bytes, made when the layers are packed: some types say in the config what is in them.</param>
public sealed record PlannedConfig(string MediaType, Func<IReadOnlyList<PackedLayer>, ReadOnlyMemory<byte>> Content)
{
    /// <summary>A config that does not depend on the layers.</summary>
    public static PlannedConfig Of(string mediaType, ReadOnlyMemory<byte> bytes) => new(mediaType, _ => bytes);
}
