namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>An upload that a registry has opened: where it goes on, and how much of the blob is there.</summary>
/// <param name="Location">The newest address, byte for byte as the registry gave it.</param>
/// <param name="Offset">How many bytes of the blob the registry has.</param>
internal sealed record UploadSession(Uri Location, long Offset)
{
    /// <summary>The smallest chunk that it takes, but for the last.</summary>
    internal long? SmallestChunk { get; init; }
}
