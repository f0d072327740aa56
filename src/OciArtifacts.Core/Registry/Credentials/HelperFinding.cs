namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>What asking a helper program came to. No secret is in the text that a credential makes of itself.</summary>
/// <param name="Credential">What it gave, if anything.</param>
/// <param name="Trouble">Why it gave nothing; <see langword="null"/> also where it says that it has nothing.</param>
internal sealed record HelperFinding(Credential? Credential, string? Trouble);
