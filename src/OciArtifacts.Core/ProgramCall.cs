using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace OciArtifacts.Core;

/// <summary>One call of a program, without a shell. The program ends before the call returns.</summary>
/// <param name="Path">The path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ProgramCall(string Path, IReadOnlyList<string> Arguments)
{
    // Whatever a program says beyond this is not shown.
    private const int LargestError = 64 * 1024;

    /// <summary>The most bytes of the standard output. The default is 64 KiB.</summary>
    internal int LargestOutput { get; init; } = 64 * 1024;

    /// <summary>Runs the program.</summary>
    /// <param name="input">Its standard input.</param>
    /// <param name="cancellation">Ends the program, and what it started.</param>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    /// <exception cref="IOException">The output is larger than allowed. The program was ended.</exception>
    internal async Task<ProgramAnswer> RunAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        using var process = Process.Start(Start)!;
        try
        {
            var output = ReadOutputAsync(process, cancellation);
            var error = ReadErrorAsync(process.StandardError.BaseStream, cancellation);
            await WriteAsync(process.StandardInput.BaseStream, input, cancellation).ConfigureAwait(false);
            var end = Task.WhenAll(output, error, process.WaitForExitAsync(cancellation));
            // Reading a pipe cannot always be cancelled, so the wait is.
            await end.WaitAsync(cancellation).ConfigureAwait(false);
            return new ProgramAnswer(process.ExitCode, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
        finally
        {
            Kill(process);
        }
    }

    private ProcessStartInfo Start => new(Path, Arguments)
    {
        // Not the folder of the build: a program that handles secrets must not find files of the project.
        WorkingDirectory = System.IO.Path.GetDirectoryName(Path),
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private static async Task WriteAsync(Stream to, ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        try
        {
            // The end of the input ends the question.
            await using var disposal = to.ConfigureAwait(false);
            await to.WriteAsync(input, cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The program ended without reading. Its output tells why.
        }
    }

    private async Task<byte[]> ReadOutputAsync(Process process, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var block = new byte[16 * 1024];
        int count;
        while ((count = await process.StandardOutput.BaseStream.ReadAsync(block, cancellation).ConfigureAwait(false)) > 0)
        {
            bytes.Write(block, 0, count);
            if (bytes.Length <= LargestOutput) continue;
            Kill(process);
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it wrote more than {LargestOutput} bytes"));
        }

        return bytes.ToArray();
    }

    // Reads all, so that the program never waits, and keeps the beginning.
    private static async Task<byte[]> ReadErrorAsync(Stream from, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        var block = new byte[4 * 1024];
        int count;
        while ((count = await from.ReadAsync(block, cancellation).ConfigureAwait(false)) > 0)
        {
            bytes.Write(block, 0, (int)Math.Min(count, LargestError - bytes.Length));
        }

        return bytes.ToArray();
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
