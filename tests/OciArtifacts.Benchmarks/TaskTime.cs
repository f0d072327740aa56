using System.Globalization;
using System.Text.RegularExpressions;

namespace OciArtifacts.Benchmarks;

/// <summary>
/// Reads how long the tasks of this package ran in a build, from the summary that MSBuild writes. It varies less than the time of a
/// whole process.
/// </summary>
internal static partial class TaskTime
{
    /// <summary>The arguments that make MSBuild write the summary.</summary>
    internal static string[] Arguments { get; } = ["-v:n", "-clp:PerformanceSummary"];

    /// <summary>The sum in milliseconds.</summary>
    internal static double Of(string output)
    {
        var tasks = output[output.IndexOf("Task Performance Summary", StringComparison.Ordinal)..];
        return Lines().Matches(tasks).Sum(line => double.Parse(line.Groups["ms"].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(
        @"^ *(?<ms>\d+) ms +\w*OciArtifact\w* +\d+ calls",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Lines();
}
