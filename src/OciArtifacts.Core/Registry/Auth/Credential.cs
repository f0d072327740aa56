namespace OciArtifacts.Core.Registry.Auth;

/// <summary>A user and a password, and where they were found. The password is in no text that it makes.</summary>
internal sealed class Credential(string userName, string password, string source)
{
    internal string UserName { get; } = userName;

    internal string Password { get; } = password;

    internal string Source { get; } = source;

    public override string ToString() => $"the credentials of '{UserName}' from {Source}";
}
