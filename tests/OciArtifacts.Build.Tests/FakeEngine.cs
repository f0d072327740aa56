using System.Collections;
using System.Globalization;
using Microsoft.Build.Framework;

namespace OciArtifacts.Build.Tests;

/// <summary>An engine that keeps what a task logs.</summary>
internal sealed class FakeEngine : IBuildEngine
{
    internal List<BuildErrorEventArgs> Errors { get; } = [];

    internal List<BuildWarningEventArgs> Warnings { get; } = [];

    internal List<string> Messages { get; } = [];

    /// <summary>The messages at the default verbosity, with their codes.</summary>
    internal List<string> Loud { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    internal string All =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join('\n', Errors.Select(error => $"{error.Code}: {error.Message}"))}\n{string.Join('\n', Messages)}");

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => Warnings.Add(e);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        Messages.Add(e.Message ?? "");
        if (e.Importance == MessageImportance.High) Loud.Add($"{e.Code}: {e.Message}");
    }

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();
}
