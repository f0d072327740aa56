namespace OciArtifacts.Core;

/// <summary>
/// Removes what can be a secret from a text that is shown. Addresses lose their user info, query and fragment (RFC
/// 3986, section 3), and their path too if they have any of these. The messages of failures and events pass through
/// this class, so that a caller cannot forget it.
/// </summary>
internal static class ShownText
{
    private const string Hidden = "***@";
    private const string Closing = "'\").,;:]}";

    // With one slash too: if such a value was used as the path of a file, two slashes became one.
    private static readonly string[] SchemeEnds = ["://", "https:/", "http:/", "%3A%2F%2F"];
    private const string EncodedAt = "%40";

    private static readonly string[] Ats = ["@", EncodedAt];
    private static readonly string[] Colons = [":", "%3A"];
    private static readonly string[] Slashes = ["/", "%2F", "?", "#", "%3F", "%23"];
    private static readonly string[] Tails = ["?", "#", "%3F", "%23"];

    // The '@' of a reference to content is not one of a user: name:tag@sha256:….
    private static readonly string[] Digests = ["sha256:", "sha384:", "sha512:", "sha256%3A", "sha512%3A"];

    internal static string WithoutSecrets(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal) && First(text, 0, SchemeEnds).At < 0 && First(text, 0, Ats).At < 0) return text;
        var shown = new System.Text.StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !IsBetween(text[end])) end++;
            shown.Append(Word(text[start..end]));
            for (start = end; start < text.Length && IsBetween(text[start]); start++) shown.Append(text[start]);
        }

        return shown.ToString();
    }

    private static bool IsBetween(char c) => char.IsWhiteSpace(c) || c is '"' or '<' or '>';

    private static string Word(string word)
    {
        var (at, length) = First(word, 0, SchemeEnds);
        if (at < 0) return WithoutScheme(word);

        // A help link to a page on this machine, whose path may have any characters.
        if (word.StartsWith("file:///", StringComparison.OrdinalIgnoreCase)) return word;
        var start = at + length;
        while (start < word.Length && word[start] == '/') start++;
        return word[..start] + Address(word[start..]);
    }

    // The text before the last '@' may be a password, which may have any characters.
    private static string Address(string address)
    {
        var (at, length) = LastUser(address);
        var rest = at >= 0 ? address[(at + length)..] : address;
        var (tail, _) = First(rest, 0, Tails);
        if (at < 0 && tail < 0) return address;

        // A signature can be part of the path too.
        var (path, _) = First(rest, 0, Slashes);
        var host = path >= 0 ? rest[..path] + "/…" : tail >= 0 ? rest[..tail] : rest.TrimEnd(Closing.ToCharArray());
        return (at >= 0 ? Hidden : "") + host + Closed(rest);
    }

    // Finds user:password@host. The path of a file may have both characters too.
    private static string WithoutScheme(string word)
    {
        var (at, length) = LastUser(word);
        if (at < 0 || First(word[..at], 0, Colons).At < 0 || IsPath(word.TrimStart('\'', '('))) return word;
        var opening = word.Length - word.TrimStart('\'', '(', '[').Length;
        return word[..opening] + Hidden + word[(at + length)..];
    }

    private static bool IsPath(string word) =>
        word.StartsWith('/') || word.StartsWith('\\') || (word.Length > 2 && word[1] == ':' && word[2] is '\\' or '/');

    private static (int At, int Length) LastUser(string text)
    {
        // One pass: a text of a registry may have very many of them.
        var last = (At: -1, Length: 0);
        for (var at = 0; at < text.Length; at++)
        {
            var length = text[at] == '@' ? 1 : IsEncodedAt(text.AsSpan(at)) ? EncodedAt.Length : 0;
            if (length == 0) continue;
            var behind = text.AsSpan(at + length);
            var isDigest = false;
            foreach (var digest in Digests) isDigest |= behind.StartsWith(digest, StringComparison.OrdinalIgnoreCase);
            if (!isDigest) last = (at, length);
        }

        return last;
    }

    private static bool IsEncodedAt(ReadOnlySpan<char> text) => text.StartsWith(EncodedAt, StringComparison.OrdinalIgnoreCase);

    private static (int At, int Length) First(string text, int from, string[] wanted)
    {
        var first = (At: -1, Length: 0);
        foreach (var one in wanted)
        {
            var at = text.IndexOf(one, from, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (first.At < 0 || at < first.At)) first = (at, one.Length);
        }

        return first;
    }

    // A quote or a full stop after an address is not part of it.
    private static string Closed(string text)
    {
        var end = text.Length;
        while (end > 0 && Closing.Contains(text[end - 1], StringComparison.Ordinal)) end--;
        return text[end..];
    }
}
