using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OciArtifacts.Core.SupplyChain.Trust;

/// <summary>
/// Attributes that the subject of a certificate has to have, such as <c>x509.subject: C=US, ST=WA, O=Contoso</c> (Notary Project,
/// trust-store-trust-policy.md, "Trusted Identities Constraints").
/// </summary>
internal sealed class TrustedIdentity
{
    /// <summary>The identity that every certificate has.</summary>
    internal const string Any = "*";

    private const string Prefix = "x509.subject:";
    private const char Escape = '\\';

    // RFC 4514, section 3, and the names that OpenSSL and Go write.
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["C"] = "2.5.4.6",
        ["ST"] = "2.5.4.8",
        ["S"] = "2.5.4.8",
        ["L"] = "2.5.4.7",
        ["O"] = "2.5.4.10",
        ["OU"] = "2.5.4.11",
        ["CN"] = "2.5.4.3",
        ["STREET"] = "2.5.4.9",
        ["POSTALCODE"] = "2.5.4.17",
        ["SERIALNUMBER"] = "2.5.4.5",
        ["DC"] = "0.9.2342.19200300.100.1.25",
        ["UID"] = "0.9.2342.19200300.100.1.1",
    };

    private static readonly string[] Required = ["C", "ST", "O"];

    private readonly Dictionary<string, string> _attributes;

    private TrustedIdentity(string text, Dictionary<string, string> attributes)
    {
        Text = text;
        _attributes = attributes;
    }

    /// <summary>The identity as the policy has it.</summary>
    internal string Text { get; }

    /// <summary>Parses an identity other than <see cref="Any"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="identity">The identity.</param>
    /// <param name="problem">What is wrong with the text, as the end of a sentence; empty if nothing is.</param>
    internal static bool TryParse(string text, [NotNullWhen(true)] out TrustedIdentity? identity, out string problem)
    {
        identity = null;
        problem = "";
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            problem = $"does not begin with '{Prefix}'";
            return false;
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in Split(text[Prefix.Length..]))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            problem = at < 0
                ? $"has '{part.Trim()}', which is no name=value"
                : Add(attributes, part[..at].Trim(), Unescaped(part[(at + 1)..]));
            if (problem.Length > 0) return false;
        }

        if (Required.FirstOrDefault(name => !attributes.ContainsKey(Types[name])) is { } missing)
        {
            problem = $"has no attribute '{missing}'. It needs C, ST and O";
            return false;
        }

        identity = new TrustedIdentity(text, attributes);
        return true;
    }

    /// <summary>Whether the subject has all attributes with their values.</summary>
    internal bool Matches(X500DistinguishedName subject)
    {
        var parts = subject.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements)
            .Select(part => (part.GetSingleElementType().Value, part.GetSingleElementValue()))
            .ToHashSet();
        return _attributes.All(attribute => parts.Contains((attribute.Key, attribute.Value)));
    }

    /// <summary>Whether a certificate can have both identities because one of them has all attributes of the other one.</summary>
    internal bool Overlaps(TrustedIdentity other) => Contains(other) || other.Contains(this);

    private bool Contains(TrustedIdentity other) =>
        other._attributes.All(attribute => _attributes.TryGetValue(attribute.Key, out var value) && value == attribute.Value);

    private static string Add(Dictionary<string, string> attributes, string name, string value)
    {
        if (!Types.TryGetValue(name, out var type)) return $"has the unknown attribute '{name}'";
        if (value.Length == 0) return $"has the attribute '{name}' without a value";
        return attributes.TryAdd(type, value) ? "" : $"has the attribute '{name}' twice";
    }

    // At commas, and not at those behind a backslash.
    private static IEnumerable<string> Split(string text)
    {
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ',')
            {
                yield return part.ToString();
                part.Clear();
                continue;
            }

            part.Append(text[i]);
            if (text[i] == Escape && i + 1 < text.Length) part.Append(text[++i]);
        }

        yield return part.ToString();
    }

    // Spaces around a value do not count. A backslash keeps the character behind it, a space too.
    private static string Unescaped(string text)
    {
        var value = new StringBuilder();
        var kept = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var isEscaped = text[i] == Escape && i + 1 < text.Length;
            if (isEscaped) i++;
            if (text[i] == ' ' && !isEscaped && value.Length == 0) continue;
            value.Append(text[i]);
            if (text[i] != ' ' || isEscaped) kept = value.Length;
        }

        return value.ToString(0, kept);
    }
}
