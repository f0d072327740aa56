namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The output of a helper program. It is not a record, because the text of a record would show the secret.
/// </summary>
internal sealed class HelperAnswer(int exitCode, string output, string error)
{
    internal int ExitCode { get; } = exitCode;

    internal string Output { get; } = output;

    internal string Error { get; } = error;
}
