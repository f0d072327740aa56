using System.Text.RegularExpressions;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>How a run of <c>dotnet</c> ended, what it said, and where its binary log is.</summary>
internal sealed partial record BuildResult(ProcessResult Process, string Binlog)
{
    internal int ExitCode => Process.ExitCode;

    internal string Output => Process.Output;

    internal string All => Process.All;

    internal IReadOnlyList<string> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The lines with errors, as often as they were said.</summary>
    internal IReadOnlyList<string> Errors => [.. All.Split('\n').Where(line => ErrorLine().IsMatch(line))];

    /// <summary>The codes of these errors.</summary>
    internal IReadOnlyList<string> ErrorCodes => [.. Errors.Select(line => ErrorLine().Match(line).Groups["code"].Value)];

    [GeneratedRegex(@"\berror (?<code>[A-Z]+[0-9]+) ?:", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
