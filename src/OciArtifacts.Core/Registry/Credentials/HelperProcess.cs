using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>Runs a helper program once, without a shell. The program ends before the call returns.</summary>
internal static class HelperProcess
{
    // Answers have a few kilobytes. A program that writes more than this blocks until its time is over.
    private const int LongestAnswer = 64 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    internal static async Task<HelperAnswer> RunAsync(string path, string question, CancellationToken cancellation)
    {
        using var process = Process.Start(StartOf(path))!;
        try
        {
            var output = ReadAsync(process.StandardOutput, cancellation);
            var error = ReadAsync(process.StandardError, cancellation);
            await WriteAsync(process.StandardInput, question, cancellation).ConfigureAwait(false);
            var end = Task.WhenAll(output, error, process.WaitForExitAsync(cancellation));
            // Reading a pipe cannot always be cancelled, so the wait is.
            await end.WaitAsync(cancellation).ConfigureAwait(false);
            return new HelperAnswer(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        finally
        {
            Kill(process);
        }
    }

    private static ProcessStartInfo StartOf(string path) => new(path, ["get"])
    {
        // Not the folder of the build: a program that handles secrets must not find files of the project.
        WorkingDirectory = Path.GetDirectoryName(path),
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = Utf8,
        StandardOutputEncoding = Utf8,
        StandardErrorEncoding = Utf8,
    };

    private static async Task WriteAsync(StreamWriter input, string question, CancellationToken cancellation)
    {
        try
        {
            // The end of the input ends the question.
            await input.WriteAsync(question.AsMemory(), cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // The program ended without reading. Its output tells why.
        }
    }

    private static async Task<string> ReadAsync(StreamReader from, CancellationToken cancellation)
    {
        var text = new char[LongestAnswer];
        var length = await from.ReadBlockAsync(text, cancellation).ConfigureAwait(false);
        return new string(text, 0, length);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
        catch (Exception problem) when (problem is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The program ended in the meantime, or may not be ended by this user.
        }
    }
}
