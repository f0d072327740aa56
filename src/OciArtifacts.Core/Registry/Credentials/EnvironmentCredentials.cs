namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// Reads the variables with credentials: those of this library, then those of the container support of the .NET SDK.
/// </summary>
internal sealed class EnvironmentCredentials(Func<string, string?> environment, CredentialPlaces places)
{
    private const string TokenVariable = "OCIARTIFACTS_TOKEN";

    internal Credential? Find() =>
        Pair("OCIARTIFACTS_USERNAME", "OCIARTIFACTS_PASSWORD")
        ?? IdentityToken()
        ?? Pair("DOTNET_CONTAINER_REGISTRY_UNAME", "DOTNET_CONTAINER_REGISTRY_PWORD");

    private Credential? Pair(string userName, string password)
    {
        var (user, secret) = (environment(userName), environment(password));
        var isHalf = string.IsNullOrEmpty(user) != string.IsNullOrEmpty(secret);
        places.Note($"{userName} and {password}", isHalf ? $"only {(string.IsNullOrEmpty(user) ? password : userName)} is set" : "");
        return string.IsNullOrEmpty(user) || string.IsNullOrEmpty(secret) ? null : Credential.OfPassword(user, secret, Source(userName));
    }

    private Credential? IdentityToken()
    {
        places.Add(TokenVariable);
        return environment(TokenVariable) is { Length: > 0 } token ? Credential.OfIdentityToken(token, Source(TokenVariable)) : null;
    }

    private static string Source(string variable) => $"the environment ({variable})";
}
