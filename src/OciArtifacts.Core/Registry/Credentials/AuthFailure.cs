namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>The failures of authentication. Each of them needs another action of the user.</summary>
internal static class AuthFailure
{
    /// <summary>There are no credentials. The user has to supply some.</summary>
    internal static OciException Missing(string registry, CredentialPlaces places, string said) => new(
        OciErrorCode.CredentialsMissing,
        $"{registry} wants credentials, and none were found.{said} Looked at {places}. "
        + $"Set OCIARTIFACTS_USERNAME and OCIARTIFACTS_PASSWORD, or run: docker login {registry}");

    /// <summary>The credentials are wrong or expired. The user has to renew them.</summary>
    internal static OciException Rejected(string registry, Credential credential, CredentialPlaces places, string said) => new(
        OciErrorCode.CredentialsRejected,
        $"{registry} does not accept {credential}.{credential.Mask(said)} Check them, or log in again."
        + (places.Count > 1 ? $" Looked at {places}." : ""));

    /// <summary>The credentials are valid, but do not permit the action. The user has to ask for permission.</summary>
    internal static OciException Denied(string registry, Credential credential, string action, string said) => new(
        OciErrorCode.Denied,
        $"{registry} does not permit to {action} with {credential}.{credential.Mask(said)} "
        + $"Ask for permission to {action}, or name another repository.")
    {
        Remedy = Remedy.Repository,
    };
}
