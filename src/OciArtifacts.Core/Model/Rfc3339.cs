using System.Globalization;

namespace OciArtifacts.Core.Model;

/// <summary>The format of dates (RFC 3339, section 5.6), as annotations have them (image-spec 1.1, annotations.md).</summary>
internal static class Rfc3339
{
    /// <summary>The time in UTC, to the second.</summary>
    internal static string Format(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
