using System.Globalization;

namespace OciArtifacts.Core.Registry.Uploads;

/// <summary>Reads the headers about an upload session.</summary>
internal static class UploadAnswer
{
    /// <summary>
    /// How many bytes the session has by its <c>Range: 0-&lt;last&gt;</c>, whose ends are inclusive (distribution-spec
    /// 1.1.1, "Pushing a blob in chunks"), or <see langword="null"/> if the header is missing. <c>0-0</c> means 1, but
    /// some registries mean 0.
    /// </summary>
    internal static long? BytesIn(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Range", out var values)) return null;
        var text = values.ToString();
        var range = text.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase) ? text["bytes=".Length..] : text;
        return range.StartsWith("0-", StringComparison.Ordinal)
            && long.TryParse(range.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && last < long.MaxValue
            ? last + 1
            : null;
    }

    /// <summary>
    /// The smallest chunk that the registry accepts, except for the last one (<c>OCI-Chunk-Min-Length</c>).
    /// </summary>
    internal static long? SmallestChunk(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("OCI-Chunk-Min-Length", out var values)
        && long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0
            ? length
            : null;
}
