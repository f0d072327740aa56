using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>The value of a <c>Warning</c> header (distribution-spec 1.1.1, "Warnings").</summary>
internal static class RegistryWarning
{
    private const int Miscellaneous = 299;

    /// <summary>Reads the text of a warning that is meant for people; <see langword="false"/> for any other.</summary>
    internal static bool TryRead(string value, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!WarningHeaderValue.TryParse(value, out var warning) || warning is not { Code: Miscellaneous, Agent: "-" }) return false;
        text = RegistryText.OneLine(warning.Text.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal));
        return text.Length > 0;
    }
}
