using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Content that a copy is done with.</summary>
/// <param name="Content">The content.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Elapsed">How long that took, with what had to be there before it.</param>
public sealed record CopyEvent(Descriptor Content, CopyOutcome Outcome, TimeSpan Elapsed);
