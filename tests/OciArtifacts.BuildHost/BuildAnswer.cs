namespace OciArtifacts.BuildHost;

/// <summary>How a command ended, and what it said.</summary>
internal sealed record BuildAnswer(int ExitCode, string Output, string Error)
{
    /// <summary>What an answer begins with: what else comes is of a child of the build.</summary>
    internal const string Mark = "##answer ";
}
