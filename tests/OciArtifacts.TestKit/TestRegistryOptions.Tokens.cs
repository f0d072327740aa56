namespace OciArtifacts.TestKit;

// The token server of a BearerChallenge. By default it follows Docker's token specification.
public sealed partial record TestRegistryOptions
{
    /// <summary>
    /// How long a token is good for; sent as <c>expires_in</c>, in whole seconds and at least 1, and enforced exactly.
    /// The default is 300 seconds, or 60 seconds where <see cref="TokenAnswer"/> has no
    /// <see cref="TokenMembers.ExpiresIn"/>.
    /// </summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The clock for the age of tokens. The default is the clock of the system.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The members of an answer with a token. The default is all members.</summary>
    public TokenMembers TokenAnswer { get; init; } = TokenMembers.All;

    /// <summary>
    /// Decides about each requested action: called with the user ("" for an anonymous request), the repository and the
    /// action. An action that is not granted is missing in the token, which is issued in any case. The default grants
    /// everything.
    /// </summary>
    public Func<string, string, string, bool>? GrantedActions { get; init; }

    /// <summary>
    /// A request without credentials gets a token for pulls only (Docker Hub, GHCR). The default is false: 401.
    /// </summary>
    public bool AnonymousPull { get; init; }

    /// <summary>
    /// The refresh token for <c>grant_type=refresh_token</c> (ACR; Docker stores it as <c>identitytoken</c>). The
    /// default is none.
    /// </summary>
    public string? IdentityToken { get; init; }

    /// <summary>GET of a token is answered with 405. The default is false.</summary>
    public bool TokenByPostOnly { get; init; }

    /// <summary>
    /// The address in the challenge, in place of that of this registry's token server, which stays available.
    /// </summary>
    public string? TokenRealm { get; init; }

    /// <summary>
    /// The token server is on <see cref="TestRegistry.OtherHost"/> (Docker Hub, GitLab). The default is false.
    /// </summary>
    public bool TokenRealmOnOtherHost { get; init; }

    /// <summary>
    /// Makes the values of WWW-Authenticate, one header each, out of the challenge that would be sent. Where one of
    /// them offers Basic, the user and the password open everything too.
    /// </summary>
    public Func<string, string[]>? Challenges { get; init; }

    internal bool KnowsSomebody => UserName is not null || IdentityToken is not null;
}
