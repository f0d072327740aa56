using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>Reads the value of a <c>Warning</c> header (distribution-spec 1.1.1, "Warnings").</summary>
internal static class RegistryWarning
{
    private const int Miscellaneous = 299;

    /// <summary>Reads the text of the warnings for users. Returns <see langword="false"/> if there is none.</summary>
    internal static bool TryRead(string value, [NotNullWhen(true)] out string? text)
    {
        text = ForeignText.OneLine(string.Join("; ", Parts(value).Select(TextOf).Where(found => found.Length > 0)));
        return text.Length > 0;
    }

    private static string TextOf(string warning) =>
        WarningHeaderValue.TryParse(warning, out var read) && read is { Code: Miscellaneous, Agent: "-" } ? Unquoted(read.Text) : "";

    // A proxy may join several warnings in one header (RFC 9110, section 5.3). The commas between them are outside of
    // quotes.
    private static IEnumerable<string> Parts(string value)
    {
        var (start, isQuoted) = (0, false);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '"') isQuoted = !isQuoted;
            else if (value[i] == '\\') i++;
            else if (value[i] == ',' && !isQuoted)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }

    // A backslash escapes the next character (RFC 9110, section 5.6.4).
    private static string Unquoted(string quoted)
    {
        var text = new StringBuilder();
        for (var i = 1; i < quoted.Length - 1; i++)
        {
            if (quoted[i] == '\\') i++;
            text.Append(quoted[i]);
        }

        return text.ToString();
    }
}
