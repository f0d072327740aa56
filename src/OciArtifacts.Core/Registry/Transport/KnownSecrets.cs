using System.Collections.Concurrent;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry.Credentials;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// Remembers the secrets that a registry or its token server received or gave, and removes them from texts. Some
/// servers answer with what they received. Only the latest secrets are kept. They are searched only when a text is
/// shown.
/// </summary>
internal sealed class KnownSecrets
{
    private const int Most = 256;

    // Shorter values can be words that appear in a text by chance.
    private const int ShortestValue = 8, ShortestSegment = 16, LengthOfHash = 64;
    private const string Hidden = "***";

    private readonly ConcurrentDictionary<string, Credential> _credentials = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _tokens = new();
    private readonly ConcurrentQueue<(Uri Address, bool IsOwn)> _addresses = new();

    internal void Add(Credential credential) => _credentials[$"{credential.UserName}\n{credential.Password}"] = credential;

    internal void Add(string token) => Keep(_tokens, token);

    /// <summary>Adds an address that the registry gave.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isOwn">
    /// Whether the address is on the registry itself. Then parts of its path are names of repositories.
    /// </param>
    internal void Add(Uri address, bool isOwn) => Keep(_addresses, (address, isOwn));

    /// <summary>The text without the secrets, in every form in which they were sent.</summary>
    internal string Mask(string text)
    {
        if (text.Length == 0) return text;
        foreach (var credential in _credentials.Values) text = credential.Mask(text);
        var secrets = _tokens.Concat(_addresses.SelectMany(given => PartsOf(given.Address, given.IsOwn)));
        foreach (var secret in secrets.Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length))
        {
            text = Without(text, secret);
        }

        return text;
    }

    private static string Without(string text, string secret)
    {
        text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        var (escaped, unescaped) = (Uri.EscapeDataString(secret), Uri.UnescapeDataString(secret));
        if (escaped != secret) text = text.Replace(escaped, Hidden, StringComparison.OrdinalIgnoreCase);
        return unescaped == secret ? text : text.Replace(unescaped, Hidden, StringComparison.Ordinal);
    }

    private static IEnumerable<string> PartsOf(Uri address, bool isOwn)
    {
        if (address.UserInfo.Length > 0) yield return address.UserInfo;
        foreach (var part in address.UserInfo.Split(':').Where(part => part.Length >= ShortestValue)) yield return part;
        foreach (var parameter in address.Query.TrimStart('?').Split('&'))
        {
            if (parameter.Length >= ShortestSegment) yield return parameter;
            var value = parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..];
            if (value.Length >= ShortestValue && !IsDigest(value)) yield return value;
        }

        var path = address.AbsolutePath;
        var uploads = path.IndexOf("/blobs/uploads/", StringComparison.Ordinal);
        if (isOwn && uploads < 0 && path.StartsWith("/v2/", StringComparison.Ordinal)) yield break;
        foreach (var segment in path[(isOwn && uploads >= 0 ? uploads + "/blobs/uploads/".Length : 0)..].Split('/'))
        {
            if (segment.Length >= ShortestSegment && !IsDigest(segment)) yield return segment;
        }
    }

    private static bool IsDigest(string text) =>
        Digest.TryParse(Uri.UnescapeDataString(text), out _) || (text.Length == LengthOfHash && text.All(char.IsAsciiHexDigit));

    private static void Keep<T>(ConcurrentQueue<T> kept, T secret)
    {
        kept.Enqueue(secret);
        while (kept.Count > Most) kept.TryDequeue(out _);
    }
}
