using System.Text;
using System.Text.Json;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>What a text with credentials has for a registry: the program that keeps them, and entries of its own.</summary>
/// <param name="members">Its members.</param>
/// <param name="place">What it is called where places are listed.</param>
/// <param name="source">What it is called where its credentials are.</param>
/// <param name="isOfDocker">Whether it is read as docker reads it.</param>
/// <param name="helpers">The programs.</param>
internal sealed class CredentialConfig(CredentialMembers members, string place, string source, bool isOfDocker, CredentialHelpers helpers)
{
    /// <summary>What may have the credentials, of equal cover in the order in which it counts: programs first.</summary>
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

    // An entry without a name takes the registry out of what the store keeps.
    private string? HelperOf(string registry) =>
        ExactFirst("credHelpers", registry)
            .Where(entry => new CredentialKey(entry.Key).IsOf(registry))
            .Select(entry => members.Text(entry.Value, $"the helper of {registry}"))
            .FirstOrDefault()
        ?? (isOfDocker ? members.Text("credsStore") : null);

    // Docker reads a key without a scheme as an old address (host/v1/), too.
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

        // Beside a token stands an "auth" that has no password.
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

    // Other programs than docker leave the padding out, or write the form for addresses (RFC 4648, section 5).
    private static string? Decode(string encoded)
    {
        var plain = string.Concat(encoded.Where(c => !char.IsWhiteSpace(c))).TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var padded = plain.PadRight((plain.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
