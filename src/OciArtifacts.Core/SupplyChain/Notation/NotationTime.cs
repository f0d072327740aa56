using System.Globalization;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Times in headers (RFC 3339, section 5.6).</summary>
internal static class NotationTime
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The time of the header, or <see langword="null"/> without that header.</summary>
    /// <exception cref="OciException">The header is no time (<see cref="OciErrorCode.MalformedContent"/>).</exception>
    internal static DateTimeOffset? Read(StrictObject json, string name) => json.TextOrNull(name) is not { } text ? null
        : HasOffset(text)
            && DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw json.Wrong($"its {name} is no time of RFC 3339");

    // Without an offset it would be the time of this machine's zone.
    private static bool HasOffset(string text) => text is [.., 'Z'] or [.., '+' or '-', _, _, ':', _, _];
}
