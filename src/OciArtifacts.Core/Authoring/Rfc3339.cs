using System.Globalization;

namespace OciArtifacts.Core.Authoring;

/// <summary>The format of dates in annotations (image-spec 1.1, annotations.md: RFC 3339).</summary>
internal static class Rfc3339
{
    internal static string Format(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
