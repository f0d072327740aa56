namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>What a helper program said. No record: the text that one makes of itself would hold the secret.</summary>
internal sealed class HelperAnswer(int exitCode, string output, string error)
{
    internal int ExitCode { get; } = exitCode;

    internal string Output { get; } = output;

    internal string Error { get; } = error;
}
