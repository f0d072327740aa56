using Microsoft.Build.Framework;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.ArtifactTypes;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>Runs a task: blocks, cancels, and turns every failure into one error with its code and its page.</summary>
public abstract class OciTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancel = new();

    /// <summary>The project file, which errors point to.</summary>
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder with one page a diagnostic, an absolute path.</summary>
    public string HelpFolder { get; set; } = "";

    /// <summary>Stops the task; it returns soon, without success.</summary>
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
            Report(failure.Code, Advice.Complete(failure.Message, failure.Remedy), Path.IsPathFullyQualified(failure.File ?? "") ? failure.File : null, failure.Line);
            Log.LogMessage(MessageImportance.Low, failure.ToString());
        }
#pragma warning disable CA1031 // The border to MSBuild: what is not caught here is shown to the user as a crash, MSB4018.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            // As one of our own, whose texts are without what can be a secret in an address.
            var shown = new OciException(
                OciErrorCode.Unexpected,
                $"{defect.GetType().Name}: {defect.Message} This is a defect of OciArtifacts.Build; please report it with the log of: dotnet publish -v:diag",
                defect);
            Report(shown.Code, shown.Message);
            Log.LogMessage(MessageImportance.Low, shown.ToString());
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the work.</summary>
    /// <exception cref="OciException">What the user is told.</exception>
    protected abstract Task ExecuteAsync(CancellationToken cancellation);

    /// <summary>Tells of something that a check found: an error fails the task, advice is a message that NoWarn takes away.</summary>
    private protected void Report(Finding finding)
    {
        var message = Advice.Complete(finding.Message, finding.Remedy);
        switch (finding.Severity)
        {
            case FindingSeverity.Error:
                Report(finding.Code, message);
                break;
            case FindingSeverity.Warning:
                Warn(finding.Code, message);
                break;
            default:
                // Of high importance: `dotnet publish` shows no other message unless it is asked to.
                Log.LogMessage(null, NameOf(finding.Code), null, ProjectFile, 0, 0, 0, 0, MessageImportance.High, "{0}", message);
                break;
        }
    }

    /// <summary>Warns, and leads to a file and a line where there is one, else to the project.</summary>
    private protected void Warn(OciErrorCode code, string message, string? file = null, int line = 0) =>
        Log.LogWarning(null, NameOf(code), null, PageOf(code), file ?? ProjectFile, line, 0, 0, 0, "{0}", message);

    private void Report(OciErrorCode code, string message, string? file = null, int line = 0) =>
        Log.LogError(null, NameOf(code), null, PageOf(code), file ?? ProjectFile, line, 0, 0, 0, "{0}", message);

    private protected static string NameOf(OciErrorCode code) => $"OCIA{(int)code:D4}";

    private string? PageOf(OciErrorCode code) =>
        Path.IsPathFullyQualified(HelpFolder) ? new Uri(Path.Combine(HelpFolder, $"{NameOf(code)}.md")).AbsoluteUri : null;
}
