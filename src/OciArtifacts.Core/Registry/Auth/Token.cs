using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>A token with its scope and its expiry. <see cref="ToString"/> does not show the token.</summary>
internal sealed class Token(string text, AccessScope scope, DateTimeOffset goodUntil)
{
    /// <summary>
    /// The credentials that the token was requested with, or <see langword="null"/> for an anonymous token.
    /// </summary>
    internal Credential? Owner { get; init; }

    internal AccessScope Scope { get; } = scope;

    /// <summary>The time of the request for the token, as a timestamp of the clock.</summary>
    internal long Asked { get; init; }

    internal DateTimeOffset GoodUntil { get; } = goodUntil;

    internal AuthenticationHeaderValue Header { get; } = new("Bearer", text);

    public override string ToString() => $"a token for {Scope}";
}
