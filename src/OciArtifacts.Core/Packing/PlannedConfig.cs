namespace OciArtifacts.Core.Packing;

/// <summary>The plan of a config. Its bytes are kept in memory.</summary>
/// <param name="MediaType">The media type.</param>
/// <param name="Content">Makes the bytes from the packed layers, because some configs contain the digests of layers.</param>
public sealed record PlannedConfig(string MediaType, Func<IReadOnlyList<PackedLayer>, ReadOnlyMemory<byte>> Content)
{
    /// <summary>A config that does not depend on the layers.</summary>
    public static PlannedConfig Of(string mediaType, ReadOnlyMemory<byte> bytes) => new(mediaType, _ => bytes);
}
