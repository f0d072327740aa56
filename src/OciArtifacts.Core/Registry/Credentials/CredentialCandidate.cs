namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>An entry or a helper program that may have credentials for a repository.</summary>
/// <param name="MatchLength">How many characters of the repository name it names. 0 means the whole registry.</param>
/// <param name="FindAsync">Finds the credentials. A problem is noted in the places.</param>
internal sealed record CredentialCandidate(int MatchLength, Func<CancellationToken, Task<Credential?>> FindAsync);
