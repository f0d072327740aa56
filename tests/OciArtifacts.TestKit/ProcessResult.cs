namespace OciArtifacts.TestKit;

/// <summary>How a process ended and what it said.</summary>
public sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>What it was that ran, for messages.</summary>
    public string Command { get; init; } = "The process";

    /// <summary>Standard output, then standard error.</summary>
    public string All => Error.Length == 0 ? Output : $"{Output}{Environment.NewLine}{Error}";

    /// <summary>Itself; throws with all that was said when the exit code is not 0.</summary>
    public ProcessResult MustSucceed() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{Command} ended with exit code {ExitCode}:{Environment.NewLine}{All}");
}
