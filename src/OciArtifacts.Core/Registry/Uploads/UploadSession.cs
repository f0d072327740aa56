namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>An open upload: where it continues, and how many bytes the registry has.</summary>
/// <param name="Location">The newest address, byte for byte as the registry gave it.</param>
/// <param name="Offset">How many bytes of the blob the registry has.</param>
internal sealed record UploadSession(Uri Location, long Offset)
{
    /// <summary>The smallest chunk that the registry accepts, except for the last one.</summary>
    internal long? SmallestChunk { get; init; }
}
