using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>One run of a helper program, without a shell. It does not outlive the call.</summary>
internal static class HelperProcess
{
    // An answer has a few kilobytes. A program that says more than this waits until its time is over.
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
            // Reading a pipe cannot always be interrupted, so it is not relied on.
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
        // Not that of the build: what lies in a project is no business of a program that has secrets.
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
            // The end of the input is the end of the question, as docker asks it.
            await input.WriteAsync(question.AsMemory(), cancellation).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // It ended without reading; what it says tells why.
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
            // It ended by itself in the meantime, or is no longer ours to end.
        }
    }
}
