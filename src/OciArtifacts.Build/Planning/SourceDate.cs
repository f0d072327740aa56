using System.Globalization;
using OciArtifacts.Core;

namespace OciArtifacts.Build.Planning;

/// <summary>
/// Dates in the form of <c>SOURCE_DATE_EPOCH</c>: seconds since 1970, UTC (reproducible-builds.org,
/// "SOURCE_DATE_EPOCH").
/// </summary>
internal static class SourceDate
{
    // A tar entry has 33 bits for its time, which end in the year 2242.
    private const long LastSecond = (1L << 33) - 1;

    /// <summary>The date, or <see langword="null"/> where none is set.</summary>
    /// <exception cref="OciException">
    /// It is no count of seconds (<see cref="OciErrorCode.InvalidSourceDateEpoch"/>).
    /// </exception>
    internal static DateTimeOffset? Parse(string text)
    {
        if (text.Length == 0) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new OciException(
                OciErrorCode.InvalidSourceDateEpoch,
                $"OciArtifactSourceDateEpoch (or SOURCE_DATE_EPOCH) is '{text}', but has to be a count of seconds since "
                    + "1970-01-01T00:00:00Z, for example 1767225600.");
    }

    /// <summary>
    /// The time of archive entries: the date, or 1970 where no date is set, so that layers do not change with time.
    /// </summary>
    /// <exception cref="OciException">
    /// It is no count of seconds (<see cref="OciErrorCode.InvalidSourceDateEpoch"/>).
    /// </exception>
    internal static DateTimeOffset EntryTimeOf(string text) => Parse(text) ?? DateTimeOffset.UnixEpoch;
}
