namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>The result of asking a helper program. Its text shows no secret.</summary>
/// <param name="Credential">The credentials, if the program has some.</param>
/// <param name="Trouble">
/// The problem, or <see langword="null"/> if the program answered, also if it answered that it has none.
/// </param>
internal sealed record HelperFinding(Credential? Credential, string? Trouble);
