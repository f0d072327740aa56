namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>The three ways to be kept out, which want three different things to be done.</summary>
internal static class AuthFailure
{
    /// <summary>There are no credentials: make some known.</summary>
    internal static OciException Missing(string registry, CredentialPlaces places, string said) => new(
        OciErrorCode.CredentialsMissing,
        $"{registry} wants credentials, and none were found.{said} Looked at {places}. Set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or run: docker login {registry}");

    /// <summary>The credentials are wrong or too old: renew them.</summary>
    internal static OciException Rejected(string registry, Credential credential, CredentialPlaces places, string said) => new(
        OciErrorCode.CredentialsRejected,
        $"{registry} does not accept {credential}.{credential.Mask(said)} Check them, or log in again.{(places.Count > 1 ? $" Looked at {places}." : "")}");

    /// <summary>The credentials are good, and not enough: ask somebody.</summary>
    internal static OciException Denied(string registry, Credential credential, string action, string said) => new(
        OciErrorCode.Denied,
        $"{registry} does not permit to {action} with {credential}.{credential.Mask(said)} "
        + $"Ask for permission to {action}, or name another repository.")
    {
        Remedy = Remedy.Repository,
    };
}
