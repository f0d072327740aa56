using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Content that a copy is done with.</summary>
/// <param name="Content">The content.</param>
/// <param name="Outcome">What was done.</param>
public sealed record CopyEvent(Descriptor Content, CopyOutcome Outcome);
