namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>The token of a pipeline's job is sent only to the registry that the user names.</summary>
[TestClass]
public sealed class JobTokenTests : IDisposable
{
    private readonly CredentialHome _home = new CredentialHome().Set(
        ("GITHUB_ACTOR", "actor"), ("GITHUB_TOKEN", "GITHUB-SECRET"), ("SYSTEM_ACCESSTOKEN", "AZURE-SECRET"));

    public void Dispose() => _home.Dispose();

    [TestMethod]
    [DataRow("github", "ghcr.io", "actor:GITHUB-SECRET")]
    [DataRow("github", "GHCR.io", "actor:GITHUB-SECRET")]
    [DataRow("github@containers.example.com", "containers.example.com", "actor:GITHUB-SECRET")]
    [DataRow("azure-pipelines@host:5000", "host:5000", "AzureDevOps:AZURE-SECRET")]
    public async Task The_registry_that_is_meant_gets_the_token(string wish, string registry, string found)
    {
        _home.Set(("OCIARTIFACTS_JOB_TOKEN", wish));
        Assert.AreEqual(found, await _home.PairAsync(registry));
        Assert.DoesNotContain("SECRET", $"{await _home.FindAsync(registry)}", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("github", "docker.io")]
    [DataRow("github", "ghcr.io:443")]
    [DataRow("github", "ghcr.io.example.com")]
    [DataRow("github@containers.example.com", "ghcr.io")]
    [DataRow("github@example.com", "containers.example.com")]
    [DataRow("azure-pipelines@host:5000", "host")]
    [DataRow("", "ghcr.io")]
    public async Task Another_registry_does_not_get_it(string wish, string registry) =>
        Assert.IsNull(await _home.Set(("OCIARTIFACTS_JOB_TOKEN", wish)).PairAsync(registry));

    [TestMethod]
    [DataRow("")]
    [DataRow(null)]
    public async Task Without_an_actor_the_user_is_github(string? actor)
    {
        using var home = new CredentialHome().Set(("GITHUB_TOKEN", "x"), ("OCIARTIFACTS_JOB_TOKEN", "github"));
        if (actor is not null) home.Set(("GITHUB_ACTOR", actor));
        Assert.AreEqual("github:x", await home.PairAsync("ghcr.io"));
    }

    [TestMethod]
    [DataRow("github", "ghcr.io", "GITHUB_TOKEN: ${{ github.token }}")]
    [DataRow("azure-pipelines@host", "host", "SYSTEM_ACCESSTOKEN: $(System.AccessToken)")]
    public async Task Where_the_token_is_empty_the_message_says_how_a_step_gets_it(string wish, string registry, string advice)
    {
        _home.Set(("OCIARTIFACTS_JOB_TOKEN", wish), ("GITHUB_TOKEN", ""), ("SYSTEM_ACCESSTOKEN", ""));
        var failure = await Failure.WithAsync(OciErrorCode.JobToken, () => _home.FindAsync(registry));
        Assert.Contains(advice, failure.Message, StringComparison.Ordinal);
        Assert.IsNull(await _home.PairAsync("other.example.com"));
    }

    [TestMethod]
    [DataRow("azure-pipelines")]
    [DataRow("azure-pipelines@")]
    [DataRow("github@")]
    [DataRow("github@https://ghcr.io")]
    [DataRow("GitHub")]
    [DataRow("gitlab@registry.example.com")]
    [DataRow("@ghcr.io")]
    [DataRow("true")]
    [DataRow("ghs_THE-TOKEN-ITSELF")]
    public async Task Another_value_is_refused_and_not_quoted(string wish)
    {
        _home.Set(("OCIARTIFACTS_JOB_TOKEN", wish));
        var failure = await Failure.WithAsync(OciErrorCode.JobToken, () => _home.FindAsync("ghcr.io"));
        Assert.Contains("azure-pipelines@<registry>", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ITSELF", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", failure.ToString(), StringComparison.Ordinal);
    }
}
