using Microsoft.Build.Framework;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// The base of all tasks. It runs the work, cancels it, and reports every failure as one error with a code and a help
/// page.
/// </summary>
public abstract class OciTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>The project file, to which errors point.</summary>
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder with one page for each diagnostic, an absolute path.</summary>
    public string HelpFolder { get; set; } = "";

    /// <summary>Cancels the task, which then returns without success.</summary>
    public void Cancel() => _cancel.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancel.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the task.</summary>
    public sealed override bool Execute()
    {
        try
        {
            Task.Run(() => ExecuteAsync(_cancel.Token)).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            Log.LogMessage(MessageImportance.Low, "Cancelled.");
            return false;
        }
        catch (OciException failure)
        {
            var file = Path.IsPathFullyQualified(failure.File ?? "") ? failure.File : null;
            Report(failure.Code, Advice.Complete(failure.Message, AdviceFor(failure.Remedy)), file, failure.Line);
            Log.LogMessage(MessageImportance.Low, failure.ToString());
        }
#pragma warning disable CA1031 // MSBuild shows an exception that leaves a task as a crash, MSB4018.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            // An OciException removes possible secrets from addresses in its message.
            var shown = new OciException(
                OciErrorCode.Unexpected,
                $"{defect.GetType().Name}: {defect.Message} This is a defect of OciArtifacts.Build; "
                    + "please report it with the log of: dotnet publish -v:diag",
                defect);
            Report(shown.Code, shown.Message);
            Log.LogMessage(MessageImportance.Low, shown.ToString());
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the work.</summary>
    /// <exception cref="OciException">The error that the user sees.</exception>
    protected abstract Task ExecuteAsync(CancellationToken cancellation);

    /// <summary>Says where a project sets the input, or <see langword="null"/> where there is nothing to set.</summary>
    private protected virtual string? AdviceFor(Remedy remedy) => Advice.For(remedy);

    /// <summary>
    /// Reports a finding of a check. An error fails the task; a notice is a message, which NoWarn can hide.
    /// </summary>
    private protected void Report(Finding finding)
    {
        var message = Advice.Complete(finding.Message, AdviceFor(finding.Remedy));
        switch (finding.Severity)
        {
            case FindingSeverity.Error:
                Report(finding.Code, message);
                break;
            case FindingSeverity.Warning:
                Warn(finding.Code, message);
                break;
            default:
                // By default, `dotnet publish` shows messages of high importance only.
                Log.LogMessage(null, NameOf(finding.Code), null, ProjectFile, 0, 0, 0, 0, MessageImportance.High, "{0}", message);
                break;
        }
    }

    /// <summary>Logs a warning that points to the file and the line or, without a file, to the project.</summary>
    private protected void Warn(OciErrorCode code, string message, string? file = null, int line = 0) =>
        Log.LogWarning(null, NameOf(code), null, PageOf(code), file ?? ProjectFile, line, 0, 0, 0, "{0}", message);

    private void Report(OciErrorCode code, string message, string? file = null, int line = 0) =>
        Log.LogError(null, NameOf(code), null, PageOf(code), file ?? ProjectFile, line, 0, 0, 0, "{0}", message);

    private protected static string NameOf(OciErrorCode code) => $"OCIA{(int)code:D4}";

    private string? PageOf(OciErrorCode code) =>
        Path.IsPathFullyQualified(HelpFolder) ? new Uri(Path.Combine(HelpFolder, $"{NameOf(code)}.md")).AbsoluteUri : null;
}
