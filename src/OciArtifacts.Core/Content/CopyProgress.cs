using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Content that has been on its way for a while.</summary>
/// <param name="Content">The content.</param>
/// <param name="Bytes">How many of its bytes were read so far; fewer again where it has to be sent again.</param>
/// <param name="Elapsed">How long it has been on its way.</param>
public sealed record CopyProgress(Descriptor Content, long Bytes, TimeSpan Elapsed);
