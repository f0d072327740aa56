using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>Content that a copy is done with.</summary>
/// <param name="Content">The content.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Elapsed">How long it was on its way; zero where it was there.</param>
public sealed record CopyEvent(Descriptor Content, CopyOutcome Outcome, TimeSpan Elapsed);
