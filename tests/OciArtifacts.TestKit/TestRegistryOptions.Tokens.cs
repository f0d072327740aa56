namespace OciArtifacts.TestKit;

// The token server of a BearerChallenge; what it does is that of Docker's token specification, where nothing else is set.
public sealed partial record TestRegistryOptions
{
    /// <summary>
    /// How long a token is good for; sent as <c>expires_in</c>, in whole seconds and at least 1, and enforced exactly. The default is
    /// 300 seconds, or 60 seconds where <see cref="TokenAnswer"/> has no <see cref="TokenMembers.ExpiresIn"/>.
    /// </summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>What tells the age of tokens. The default is the clock of the system.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What the answer with a token is made of. The default is all of it.</summary>
    public TokenMembers TokenAnswer { get; init; } = TokenMembers.All;

    /// <summary>
    /// Asked with the user ("" for nobody), the repository and the action for each action of each scope that is asked for; what is not
    /// granted is missing in the token, which is given all the same. The default grants everything.
    /// </summary>
    public Func<string, string, string, bool>? GrantedActions { get; init; }

    /// <summary>Who has no credentials gets a token that only pulls (Docker Hub, GHCR). The default is false: 401.</summary>
    public bool AnonymousPull { get; init; }

    /// <summary>What <c>grant_type=refresh_token</c> takes (ACR; what Docker keeps as <c>identitytoken</c>). The default is none.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>GET of a token is answered with 405. The default is false.</summary>
    public bool TokenByPostOnly { get; init; }

    /// <summary>Stands in the challenge in place of the address of the own token server, which stays where it is.</summary>
    public string? TokenRealm { get; init; }

    /// <summary>The token server is on <see cref="TestRegistry.OtherHost"/> (Docker Hub, GitLab). The default is false.</summary>
    public bool TokenRealmOnOtherHost { get; init; }

    /// <summary>
    /// Makes the values of WWW-Authenticate, one header each, out of the challenge that would be sent. Where one of them offers Basic,
    /// the user and the password open everything too.
    /// </summary>
    public Func<string, string[]>? Challenges { get; init; }

    internal bool KnowsSomebody => UserName is not null || IdentityToken is not null;
}
