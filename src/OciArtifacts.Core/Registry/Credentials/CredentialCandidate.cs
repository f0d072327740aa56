namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>An entry or a helper program that may have the credentials.</summary>
/// <param name="MatchLength">How many characters of the repository's name it is for: 0 where it is for the whole registry.</param>
/// <param name="FindAsync">Looks whether it has them; what keeps it from that is noted in the places.</param>
internal sealed record CredentialCandidate(int MatchLength, Func<CancellationToken, Task<Credential?>> FindAsync);
