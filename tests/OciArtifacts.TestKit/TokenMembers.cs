namespace OciArtifacts.TestKit;

/// <summary>
/// The members of an answer with a token. Servers differ, so clients have to accept every combination.
/// </summary>
[Flags]
public enum TokenMembers
{
    /// <summary>No token at all.</summary>
    None = 0,

    /// <summary><c>token</c>, the member of Docker's token specification.</summary>
    Token = 1,

    /// <summary><c>access_token</c>, the member of OAuth 2 (ACR).</summary>
    AccessToken = 2,

    /// <summary><c>expires_in</c>; without it clients have to assume 60 seconds.</summary>
    ExpiresIn = 4,

    All = Token | AccessToken | ExpiresIn,
}
