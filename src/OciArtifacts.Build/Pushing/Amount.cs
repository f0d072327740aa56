using System.Globalization;

namespace OciArtifacts.Build.Pushing;

/// <summary>Sizes and rates for people, in units of 1000 and the same in every culture.</summary>
internal static class Amount
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    internal static string Bytes(double bytes)
    {
        // An amount that rounds to 1000 is shown as 1 of the next unit.
        var unit = 0;
        for (; bytes >= (unit == 0 ? 999.5 : 999.95) && unit < Units.Length - 1; unit++) bytes /= 1000;
        return $"{bytes.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>
    /// The rate, in parentheses, to stand behind a size; empty where the time is too short to measure.
    /// </summary>
    internal static string Rate(long bytes, TimeSpan elapsed) =>
        bytes > 0 && elapsed > TimeSpan.FromMilliseconds(1) ? $" ({Bytes(bytes / elapsed.TotalSeconds)}/s)" : "";
}
