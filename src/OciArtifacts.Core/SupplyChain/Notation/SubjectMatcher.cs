using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>
/// A trusted identity: parts of the subject of a signer's certificate, such as <c>x509.subject: C=US, ST=WA, O=contoso</c>
/// (trust-store-trust-policy.md, "Trusted Identities Constraints").
/// </summary>
internal sealed class SubjectMatcher
{
    internal const string Prefix = "x509.subject:";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["2.5.4.3"] = "CN",
        ["2.5.4.5"] = "SERIALNUMBER",
        ["2.5.4.6"] = "C",
        ["2.5.4.7"] = "L",
        ["2.5.4.8"] = "ST",
        ["2.5.4.9"] = "STREET",
        ["2.5.4.10"] = "O",
        ["2.5.4.11"] = "OU",
        ["2.5.4.17"] = "POSTALCODE",
    };

    private readonly Dictionary<string, string> _wanted;

    private SubjectMatcher(string text, Dictionary<string, string> wanted) => (Text, _wanted) = (text, wanted);

    /// <summary>The identity as it was written.</summary>
    internal string Text { get; }

    /// <summary>Parses an identity.</summary>
    /// <param name="text">The text with its prefix.</param>
    /// <param name="problem">What is wrong with it, as a part of a sentence.</param>
    /// <returns><see langword="null"/> if the text is no identity.</returns>
    internal static SubjectMatcher? TryParse(string text, out string problem)
    {
        problem = "";
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) problem = $"it does not begin with {Prefix}";
        var wanted = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in problem.Length > 0 ? [] : Split(text[Prefix.Length..]))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? NameOf(part[..equals]) : "";
            if (name.Length == 0) problem = $"'{part}' is not written as name=value";
            else if (!wanted.TryAdd(name, Unescaped(part[(equals + 1)..]))) problem = $"{name} stands twice";
        }

        string[] needed = ["C", "ST", "O"];
        if (problem.Length == 0 && Array.Find(needed, name => !wanted.ContainsKey(name)) is { } missing) problem = $"it has no {missing}";
        return problem.Length == 0 ? new SubjectMatcher(text, wanted) : null;
    }

    /// <summary>Whether the subject has all parts of the identity. It may have others.</summary>
    internal bool Matches(X500DistinguishedName subject)
    {
        var parts = subject.EnumerateRelativeDistinguishedNames(reversed: false).ToList();
        if (parts.Any(part => part.HasMultipleElements)) return false;
        var values = parts.ToLookup(NameOf, part => part.GetSingleElementValue() ?? "", StringComparer.Ordinal);
        return _wanted.All(pair => values[pair.Key].ToList() is [var only] && only == pair.Value);
    }

    /// <summary>Whether there can be a subject that both identities match.</summary>
    internal bool Overlaps(SubjectMatcher other) =>
        _wanted.All(pair => !other._wanted.TryGetValue(pair.Key, out var value) || value == pair.Value);

    private static string NameOf(X500RelativeDistinguishedName part)
    {
        var type = part.GetSingleElementType().Value!;
        return Names.GetValueOrDefault(type, type);
    }

    private static string NameOf(string written)
    {
        var name = written.Trim().ToUpperInvariant();
        return name == "S" ? "ST" : name;
    }

    // A comma behind a backslash is a part of the value.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] == '\\') at++;
            else if (at == text.Length || text[at] is ',' or ';')
            {
                yield return text[start..at].TrimStart();
                start = at + 1;
            }
        }
    }

    private static string Unescaped(string value)
    {
        var text = new StringBuilder(value.Length);
        var end = value.Length;
        while (end > 0 && value[end - 1] == ' ' && (end < 2 || value[end - 2] != '\\')) end--;
        for (var at = 0; at < end; at++)
        {
            if (value[at] == '\\' && at + 1 < end) at++;
            text.Append(value[at]);
        }

        return text.ToString();
    }
}
