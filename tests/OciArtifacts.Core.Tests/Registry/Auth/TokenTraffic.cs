using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>A registry that wants tokens, and the requests to its token server.</summary>
internal static class TokenTraffic
{
    internal const string Password = "pässword";

    /// <summary>The options of a registry that gives tokens to one user.</summary>
    internal static TestRegistryOptions Guarded { get; } = new() { BearerChallenge = true, UserName = "user", Password = Password };

    internal static RegistryOptions User { get; } =
        RegistryPeer.WithEnvironment(("OCIARTIFACTS_USERNAME", "user"), ("OCIARTIFACTS_PASSWORD", Password));

    internal static RegistryOptions IdentityToken { get; } = RegistryPeer.WithEnvironment(("OCIARTIFACTS_TOKEN", "the-identity-token"));

    internal static IReadOnlyList<RecordedRequest> TokenRequests(this RegistryPeer peer) =>
        [.. peer.Requests.Where(request => request.Path == "/token")];

    /// <summary>The scopes of the token requests, one text for each request.</summary>
    internal static IEnumerable<string> Scopes(this RegistryPeer peer) => peer.TokenRequests().Select(request =>
        string.Join(
            ' ',
            request.Query.Split('&')
                .Where(part => part.StartsWith("scope=", StringComparison.Ordinal))
                .Select(part => Uri.UnescapeDataString(part[6..]))));

    internal static Task<bool> AskAsync(this RegistryPeer peer) => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None);

    /// <summary>Gives the answer to token requests only.</summary>
    internal static Func<RecordedRequest, FaultAnswer?> AtTokenServer(FaultAnswer answer) =>
        request => request.Path == "/token" ? answer : null;

    internal static FaultAnswer WithHeader(this FaultAnswer answer, string name, string value) =>
        answer with { Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [name] = value } };
}
