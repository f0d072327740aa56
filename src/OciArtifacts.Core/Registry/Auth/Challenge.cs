using System.Collections.Frozen;

namespace OciArtifacts.Core.Registry.Auth;

/// <summary>A challenge: an authentication scheme and its parameters (RFC 9110, section 11.6.1).</summary>
internal sealed record Challenge(string Scheme, FrozenDictionary<string, string> Parameters)
{
    internal string? this[string name] => Parameters.GetValueOrDefault(name);

    internal bool Is(string scheme) => Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>All challenges of an answer, which may have several headers with several challenges each.</summary>
    internal static IReadOnlyList<Challenge> Of(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values)
            ? [.. values.SelectMany(value => new ChallengeReader(value).ReadAll())]
            : [];
}
