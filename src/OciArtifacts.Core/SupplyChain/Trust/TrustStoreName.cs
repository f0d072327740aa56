using System.Diagnostics.CodeAnalysis;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>
/// The name of a store of certificates, <c>type:name</c> (Notary Project, trust-store-trust-policy.md, "Trust Store").
/// </summary>
/// <param name="Type">
/// The kind of certificates: <see cref="Authority"/>, <see cref="SigningAuthority"/> or <see cref="Timestamps"/>.
/// </param>
/// <param name="Name">The name of the folder.</param>
internal sealed record TrustStoreName(string Type, string Name)
{
    internal const string Authority = "ca";
    internal const string SigningAuthority = "signingAuthority";
    internal const string Timestamps = "tsa";

    /// <summary>Parses a name. Returns <see langword="false"/> if it is none, or could lead out of the folder of the stores.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out TrustStoreName? name)
    {
        var at = text.IndexOf(':', StringComparison.Ordinal);
        name = at < 0 ? null : new TrustStoreName(text[..at], text[(at + 1)..]);
        return name is { Type: Authority or SigningAuthority or Timestamps, Name: { Length: > 0 } folder and not ("." or "..") }
            && folder.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
    }

    /// <summary>The folder of the store, with <c>/</c> between names, below the folder of the policy.</summary>
    internal string Folder => $"truststore/x509/{Type}/{Name}";
}
