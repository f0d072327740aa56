using System.Net.Http.Headers;
using System.Text;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// A user and a password, or an identity token, and where they were found. <see cref="ToString"/> shows no secret.
/// </summary>
internal sealed class Credential
{
    // Docker and its helpers write this in place of the user if the password is an identity token.
    private const string TokenUser = "<token>";

    private Credential(string userName, string password, string source)
    {
        UserName = userName;
        Password = password;
        Source = source;
    }

    internal string UserName { get; }

    /// <summary>The password, or the identity token.</summary>
    internal string Password { get; }

    /// <summary>
    /// Whether the secret is an OAuth2 refresh token. Only token servers accept it, not Basic authentication.
    /// </summary>
    internal bool IsIdentityToken => UserName == TokenUser;

    internal string Source { get; }

    /// <summary>The header of Basic authentication (RFC 7617).</summary>
    internal AuthenticationHeaderValue BasicHeader =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}")));

    /// <summary>
    /// Makes a credential of a user and a secret. With the user <c>&lt;token&gt;</c> the secret is an identity token.
    /// </summary>
    internal static Credential OfPassword(string userName, string password, string source) => new(userName, password, source);

    internal static Credential OfIdentityToken(string token, string source) => new(TokenUser, token, source);

    /// <summary>
    /// Removes the secret from a text of a server that received it, in every form in which it was sent.
    /// </summary>
    internal string Mask(string text)
    {
        text = text.Replace(BasicHeader.Parameter!, "***", StringComparison.Ordinal);

        // A file may have a user without a password.
        if (Password.Length == 0) return text;
        var escaped = Uri.EscapeDataString(Password);
        return text
            .Replace(Password, "***", StringComparison.Ordinal)
            .Replace(escaped, "***", StringComparison.OrdinalIgnoreCase)
            .Replace(escaped.Replace("%20", "+", StringComparison.Ordinal), "***", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether both are the same user with the same secret.</summary>
    internal bool IsSame(Credential? other) => UserName == other?.UserName && Password == other.Password;

    public override string ToString() => IsIdentityToken
        ? $"the identity token from {Source}"
        : $"the credentials of '{ForeignText.OneLine(UserName)}' from {Source}";
}
