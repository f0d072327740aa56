using System.Text;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>Finds the helper program and the entries for a registry in a file or variable with credentials.</summary>
/// <param name="members">The members of the file or variable.</param>
/// <param name="place">Its name in the list of places.</param>
/// <param name="source">Its name as the source of credentials.</param>
/// <param name="isOfDocker">Whether docker reads it, so that docker's rules apply.</param>
/// <param name="helpers">Runs the helper programs.</param>
internal sealed class CredentialConfig(CredentialMembers members, string place, string source, bool isOfDocker, CredentialHelpers helpers)
{
    /// <summary>
    /// The candidates for the repository. Of equal match length the earlier one wins; helper programs come first.
    /// </summary>
    internal IEnumerable<CredentialCandidate> For(string registry, string repository)
    {
        if (HelperOf(registry) is { Length: > 0 } helper)
        {
            yield return new(0, token => helpers.AskAsync(helper, place, DockerHub.KeptNameOf(registry), token));
        }

        foreach (var (key, entry) in ExactFirst("auths", registry))
        {
            if (MatchLengthOf(new CredentialKey(key), registry, repository) is not { } cover) continue;
            var shown = cover == 0 ? registry : $"{registry}/{repository[..cover]}";
            yield return new(cover, _ => Task.FromResult(CredentialOf(entry, $"its entry for {shown}")));
        }
    }

    // An empty helper name takes the registry out of the store for all registries.
    private string? HelperOf(string registry) =>
        ExactFirst("credHelpers", registry)
            .Where(entry => new CredentialKey(entry.Key).IsOf(registry))
            .Select(entry => members.Text(entry.Value, $"the helper of {registry}"))
            .FirstOrDefault()
        ?? (isOfDocker ? members.Text("credsStore") : null);

    // Docker also reads a key without a scheme as an old address (host/v1/).
    private int? MatchLengthOf(CredentialKey key, string registry, string repository) =>
        key.MatchLengthOf(registry, repository) ?? (isOfDocker && key.IsOf(registry) ? 0 : null);

    private IEnumerable<KeyValuePair<string, JsonElement>> ExactFirst(string name, string registry)
    {
        var exact = DockerHub.KeptNameOf(registry);
        return members.Entries(name).OrderByDescending(entry => entry.Key.Equals(exact, StringComparison.OrdinalIgnoreCase));
    }

    private Credential? CredentialOf(JsonElement entry, string shown)
    {
        if (entry.ValueKind != JsonValueKind.Object) members.Note(entry, $"{shown} is no object");

        // An entry with an identity token has an "auth" without a password too.
        if (Text("identitytoken") is { Length: > 0 } token) return Credential.OfIdentityToken(token, source);
        var pair = Text("auth") is { Length: > 0 } encoded ? PairIn(encoded, entry, shown) : null;
        if (pair is { Password.Length: > 0 }) return pair;
        var (user, password) = (Text("username"), Text("password"));
        if (user is { Length: > 0 } && password is { Length: > 0 }) return Credential.OfPassword(user, password, source);
        if (pair is not null || user is { Length: > 0 }) members.Note(entry, $"{shown} has a user and no password");
        return pair;

        string? Text(string name) => members.Text(entry, name, $"\"{name}\" of {shown}");
    }

    private Credential? PairIn(string encoded, JsonElement entry, string shown)
    {
        if (Decode(encoded) is not { } pair)
        {
            members.Note(entry, $"\"auth\" of {shown} is no base64");
            return null;
        }

        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0) return Credential.OfPassword(pair[..colon], pair[(colon + 1)..].TrimEnd('\0'), source);
        members.Note(entry, $"\"auth\" of {shown} is not the base64 of user:password");
        return null;
    }

    // Some programs omit the padding, or write base64url (RFC 4648, section 5).
    private static string? Decode(string encoded)
    {
        var plain = string.Concat(encoded.Where(c => !char.IsWhiteSpace(c))).TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var padded = plain.PadRight((plain.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
