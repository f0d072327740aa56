using System.Diagnostics;

namespace OciArtifacts.TestKit;

/// <summary>A program with its arguments; each argument arrives as it is, without a shell.</summary>
public sealed record ProcessCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>The default is that of the test process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Set on top of the inherited environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>
    /// How long it may run or, for a server, how long it may take to be ready. The default is five minutes.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    public override string ToString() => string.Join(' ', Arguments.Prepend(FileName));

    internal Process Start()
    {
        var start = new ProcessStartInfo(FileName, Arguments)
        {
            WorkingDirectory = WorkingDirectory ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{FileName} did not start.");
        // The input is empty, so that a program that asks a question does not wait for an answer.
        process.StandardInput.Close();
        return process;
    }
}
