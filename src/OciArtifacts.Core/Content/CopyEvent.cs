using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>A content that a copy has finished.</summary>
/// <param name="Content">The descriptor of the content.</param>
/// <param name="Outcome">The result.</param>
/// <param name="Elapsed">The duration of the transfer; zero if the destination had the content.</param>
public sealed record CopyEvent(Descriptor Content, CopyOutcome Outcome, TimeSpan Elapsed);
