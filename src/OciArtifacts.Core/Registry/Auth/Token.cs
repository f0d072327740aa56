using System.Net.Http.Headers;
using OciArtifacts.Core.Registry.Credentials;
using OciArtifacts.Core.Registry.Transport;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>A token, what it was asked for, and until when it is good. Its text is in no text that this makes.</summary>
internal sealed class Token(string text, AccessScope scope, DateTimeOffset goodUntil)
{
    /// <summary>Whose it is; <see langword="null"/> is anybody's.</summary>
    internal Credential? Owner { get; init; }

    internal AccessScope Scope { get; } = scope;

    /// <summary>When it was got, by the clock's timestamps.</summary>
    internal long Asked { get; init; }

    internal DateTimeOffset GoodUntil { get; } = goodUntil;

    internal AuthenticationHeaderValue Header { get; } = new("Bearer", text);

    public override string ToString() => $"a token for {Scope}";
}
