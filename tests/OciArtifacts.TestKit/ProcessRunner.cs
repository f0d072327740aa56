using System.Diagnostics;

namespace OciArtifacts.TestKit;

/// <summary>Runs programs to their end.</summary>
public static class ProcessRunner
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // A process that the program left running, such as a build server, keeps the pipes open. Waiting for its output
    // ends after this time.
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Any exit code is a result. A timeout or the cancellation kills the process with all it has started, then throws.
    /// </summary>
    public static async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        using var process = command.Start();
        var (output, error) = OutputCollector.Of(process);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(command.Timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            Kill(process);
            cancellation.ThrowIfCancellationRequested();
            throw new TimeoutException($"{command} did not end within {command.Timeout}: {output.Text}{error.Text}", late);
        }
        await Task.WhenAny(Task.WhenAll(output.Ended, error.Ended), Task.Delay(Tail, cancellation));
        return new ProcessResult(process.ExitCode, output.Text, error.Text) { Command = command.ToString() };
    }

    /// <summary>The full path of the program that a shell would start, null when there is none.</summary>
    public static string? FindOnPath(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", ""] : [""];
        return folders
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, program + ending)))
            .FirstOrDefault(IsProgram);
    }

    internal static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Tail);
        }
        catch (InvalidOperationException)
        {
            // The process has ended in the meantime.
        }
    }

    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);
}
