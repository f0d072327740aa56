using System.Text;

namespace OciArtifacts.TestKit.Registry;

/// <summary>Checks the user of a request against the options.</summary>
internal sealed class UserCheck(TestRegistryOptions options)
{
    private TokenOwner Known => new(options.UserName ?? "", OnlyPulls: false);

    /// <summary>Whether the header names the user of the options. Always true where the options have no user.</summary>
    internal bool IsUser(string authorization) => options.UserName is not { } user || Holds(authorization, user);

    /// <summary>The user for the token; null where the request gets no token.</summary>
    internal TokenOwner? OfHeader(string authorization)
    {
        if (!options.KnowsSomebody) return Known;
        if (authorization.Length == 0) return options.AnonymousPull ? new TokenOwner("", OnlyPulls: true) : null;
        return options.UserName is { } user && Holds(authorization, user) ? Known : null;
    }

    /// <summary>The user for the token; null where the request gets no token.</summary>
    internal TokenOwner? OfPassword(string? user, string? password) =>
        options.UserName is not null
        && string.Equals(user, options.UserName, StringComparison.Ordinal)
        && string.Equals(password, options.Password, StringComparison.Ordinal) ? Known : null;

    /// <summary>The user for the token; null where the request gets no token.</summary>
    internal TokenOwner? OfIdentityToken(string? token) =>
        options.IdentityToken is { } expected && string.Equals(token, expected, StringComparison.Ordinal) ? Known : null;

    private bool Holds(string authorization, string user) =>
        authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
        && string.Equals(authorization[6..].Trim(), Pair(user), StringComparison.Ordinal);

    private string Pair(string user) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}"));
}
