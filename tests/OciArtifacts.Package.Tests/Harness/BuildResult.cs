using System.Text.RegularExpressions;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>The result of a run of <c>dotnet</c>: exit code, output and binary log.</summary>
internal sealed partial record BuildResult(ProcessResult Process, string Binlog)
{
    internal int ExitCode => Process.ExitCode;

    internal string Output => Process.Output;

    internal string All => Process.All;

    internal IReadOnlyList<string> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The lines with errors, with repetitions.</summary>
    internal IReadOnlyList<string> Errors => [.. All.Split('\n').Where(line => ErrorLine().IsMatch(line))];

    /// <summary>The codes of all errors.</summary>
    internal IReadOnlyList<string> ErrorCodes => [.. Errors.Select(line => ErrorLine().Match(line).Groups["code"].Value)];

    [GeneratedRegex(@"\berror (?<code>[A-Z]+[0-9]+) ?:", RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
