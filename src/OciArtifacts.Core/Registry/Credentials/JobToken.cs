using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Registry.Credentials;

/// <summary>
/// The token that a pipeline gives to its jobs. It is sent only if the user asks for it, and only to the registry that
/// the user names, because it opens more than a registry.
/// </summary>
internal sealed class JobToken(Func<string, string?> environment, CredentialPlaces places)
{
    private const string Variable = "OCIARTIFACTS_JOB_TOKEN";

    private const string GitHub = "github";
    private const string GitHubRegistry = "ghcr.io";
    private const string AzurePipelines = "azure-pipelines";

    /// <exception cref="OciException">
    /// The variable asks for the token in an unknown way, or the token is missing.
    /// </exception>
    internal Credential? Find(string registry)
    {
        places.Add(Variable);
        if (environment(Variable) is not { Length: > 0 } wish) return null;
        var at = wish.IndexOf('@', StringComparison.Ordinal);
        var (pipeline, meant) = at < 0 ? (wish, wish == GitHub ? GitHubRegistry : "") : (wish[..at], wish[(at + 1)..]);
        if (pipeline is not (GitHub or AzurePipelines) || !RegistryHost.IsValid(meant)) throw Unknown();
        if (meant.Equals(registry, StringComparison.OrdinalIgnoreCase)) return Of(pipeline);
        places.Note(Variable, "is for another registry");
        return null;
    }

    private Credential Of(string pipeline) => pipeline == GitHub ? OfGitHub() : OfAzurePipelines();

    private Credential OfGitHub()
    {
        var actor = environment("GITHUB_ACTOR");
        var token = TokenIn("GITHUB_TOKEN", "GITHUB_TOKEN: ${{ github.token }}");
        return Credential.OfPassword(string.IsNullOrEmpty(actor) ? GitHub : actor, token, "the job token of GitHub Actions (GITHUB_TOKEN)");
    }

    private Credential OfAzurePipelines()
    {
        var token = TokenIn("SYSTEM_ACCESSTOKEN", "SYSTEM_ACCESSTOKEN: $(System.AccessToken)");
        return Credential.OfPassword("AzureDevOps", token, "the job token of Azure Pipelines (SYSTEM_ACCESSTOKEN)");
    }

    private string TokenIn(string variable, string mapping) => environment(variable) is { Length: > 0 } token
        ? token
        : throw new OciException(
            OciErrorCode.JobToken,
            $"{Variable} asks for the token of the job, but {variable} is empty: a step gets it only when it is mapped. "
            + $"Add to the step that publishes: env: {mapping}");

    // The value is not quoted, because it may be the token itself by mistake.
    private static OciException Unknown() => new(
        OciErrorCode.JobToken,
        $"{Variable} has a value that is not known. Write {GitHub} (for {GitHubRegistry}), {GitHub}@<registry> "
        + $"or {AzurePipelines}@<registry>, with the registry as host[:port], and never the token itself.");
}
