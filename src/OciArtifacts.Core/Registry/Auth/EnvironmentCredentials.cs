namespace OciArtifacts.Core.Registry.Auth;

/// <summary>The variables that hold credentials themselves: ours, then those of the SDK's container support.</summary>
internal sealed class EnvironmentCredentials(Func<string, string?> environment)
{
    private const string User = "OCIARTIFACTS_USERNAME";
    private const string Password = "OCIARTIFACTS_PASSWORD";
    private const string Token = "OCIARTIFACTS_TOKEN";
    private const string SdkUser = "DOTNET_CONTAINER_REGISTRY_UNAME";
    private const string SdkPassword = "DOTNET_CONTAINER_REGISTRY_PWORD";

    internal const string Places = $"{User} and {Password}, {Token}, {SdkUser} and {SdkPassword}";

    internal Credential? Find() => Pair(User, Password) ?? IdentityToken() ?? Pair(SdkUser, SdkPassword);

    private Credential? Pair(string userName, string password) =>
        environment(userName) is { Length: > 0 } user && environment(password) is { Length: > 0 } secret
            ? Credential.OfPassword(user, secret, Source(userName))
            : null;

    private Credential? IdentityToken() =>
        environment(Token) is { Length: > 0 } token ? Credential.OfIdentityToken(token, Source(Token)) : null;

    private static string Source(string variable) => $"the environment ({variable})";
}
