namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The variable that holds what docker's <c>config.json</c> would hold: pipelines set it (GitLab CI), and docker itself reads it.
/// </summary>
internal sealed class CredentialVariable(string text) : CredentialSource(Variable, isOfDocker: true)
{
    internal const string Variable = "DOCKER_AUTH_CONFIG";

    protected override string Name => $"the environment ({Variable})";

    protected override Task<string?> ReadAsync(CredentialPlaces places, CancellationToken cancellation) => Task.FromResult<string?>(text);
}
