namespace OciArtifacts.BuildHost;

/// <summary>The result of a command: its exit code and its output.</summary>
internal sealed record BuildAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>The first characters of an answer. Lines without them come from a child process of the build.</summary>
    internal const string Mark = "##answer ";
}
