namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The variable with the content of docker's <c>config.json</c>. GitLab CI sets it, and docker reads it too.
/// </summary>
internal sealed class CredentialVariable(string text) : CredentialSource(Variable, isOfDocker: true)
{
    internal const string Variable = "DOCKER_AUTH_CONFIG";

    protected override string Name => $"the environment ({Variable})";

    protected override Task<string?> ReadAsync(CredentialPlaces places, CancellationToken cancellation) => Task.FromResult<string?>(text);
}
