namespace OciArtifacts.TestKit;

/// <summary>The exit code and the output of a process.</summary>
public sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>The program and its arguments, for messages.</summary>
    public string Command { get; init; } = "The process";

    /// <summary>Standard output, then standard error.</summary>
    public string All => Error.Length == 0 ? Output : $"{Output}{Environment.NewLine}{Error}";

    /// <summary>Returns this result, or throws with the whole output when the exit code is not 0.</summary>
    public ProcessResult MustSucceed() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"{Command} ended with exit code {ExitCode}:{Environment.NewLine}{All}");
}
