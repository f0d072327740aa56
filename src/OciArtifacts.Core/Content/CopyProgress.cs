using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>The progress of one long transfer.</summary>
/// <param name="Content">The descriptor of the content.</param>
/// <param name="Bytes">The number of bytes read so far. It falls if the content has to be sent again.</param>
/// <param name="Elapsed">The time since the transfer began.</param>
public sealed record CopyProgress(Descriptor Content, long Bytes, TimeSpan Elapsed);
