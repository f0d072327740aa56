using OciArtifacts.Core.SupplyChain.Provenance;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

[TestClass]
public sealed class BuilderEnvironmentTests
{
    [TestMethod]
    [DataRow(
        "github",
        "https://github.com/actions/runner/github-hosted",
        "https://github.com/contoso/widget/actions/runs/1536140711/attempts/2")]
    [DataRow(
        "azure",
        "https://dev.azure.com/contoso/Widget%20Factory/_build?definitionId=12",
        "https://dev.azure.com/contoso/Widget%20Factory/_build/results?buildId=4711")]
    [DataRow("gitlab", "https://gitlab.com/contoso/widget/-/runners/12270835", "https://gitlab.com/contoso/widget/-/jobs/99")]
    public void A_platform_is_known_by_its_variables(string platform, string id, string invocation)
    {
        var builder = BuilderEnvironment.Read(Builds.Variables(platform));
        Assert.AreEqual((true, id, invocation), (builder.IsPlatform, builder.Id, builder.InvocationId));
        Assert.AreEqual((Builds.Widget.Revision, "refs/heads/main"), (builder.Revision, builder.Ref));
    }

    [TestMethod]
    public void No_platform_is_local_and_says_so()
    {
        var builder = BuilderEnvironment.Read(Builds.Variables("none"));
        Assert.AreEqual(BuilderEnvironment.Local, builder);
        Assert.IsFalse(builder.IsPlatform);
        Assert.EndsWith("/local", builder.Id);
    }

    [TestMethod]
    [DataRow("github", "GITHUB_ACTIONS")]
    [DataRow("github", "GITHUB_SERVER_URL")]
    [DataRow("github", "GITHUB_REPOSITORY")]
    [DataRow("github", "GITHUB_RUN_ID")]
    [DataRow("azure", "TF_BUILD")]
    [DataRow("azure", "SYSTEM_COLLECTIONURI")]
    [DataRow("azure", "SYSTEM_TEAMPROJECT")]
    [DataRow("azure", "SYSTEM_DEFINITIONID")]
    [DataRow("gitlab", "GITLAB_CI")]
    [DataRow("gitlab", "CI_PROJECT_URL")]
    [DataRow("gitlab", "CI_RUNNER_ID")]
    public void A_platform_that_does_not_say_which_it_is_counts_as_none(string platform, string missing)
    {
        var variables = new Dictionary<string, string>(Builds.Variables(platform), StringComparer.Ordinal) { [missing] = "" };
        Assert.AreEqual(BuilderEnvironment.Local, BuilderEnvironment.Read(variables));
    }

    [TestMethod]
    [DataRow("self-hosted", "self-hosted")]
    [DataRow("", "self-hosted")]
    [DataRow("github-hosted", "github-hosted")]
    public void A_runner_counts_as_hosted_by_GitHub_only_if_it_says_so(string said, string host)
    {
        var variables = new Dictionary<string, string>(Builds.Variables("github"), StringComparer.Ordinal)
        {
            ["RUNNER_ENVIRONMENT"] = said,
        };
        Assert.EndsWith($"/{host}", BuilderEnvironment.Read(variables).Id);
    }

    [TestMethod]
    public void A_tag_of_GitLab_is_no_branch()
    {
        var variables = new Dictionary<string, string>(Builds.Variables("gitlab"), StringComparer.Ordinal)
        {
            ["CI_COMMIT_REF_NAME"] = "v1",
            ["CI_COMMIT_TAG"] = "v1",
        };
        Assert.AreEqual("refs/tags/v1", BuilderEnvironment.Read(variables).Ref);
    }

    [TestMethod]
    [DataRow("github")]
    [DataRow("azure")]
    [DataRow("gitlab")]
    public void Only_the_named_variables_are_read(string platform)
    {
        var read = new List<string>();
        BuilderEnvironment.Read(new WatchedVariables(Builds.Variables(platform), read));
        Assert.IsNotEmpty(read);
        Assert.IsEmpty(read.Except(BuilderEnvironment.Variables));
    }

    [TestMethod]
    public void Every_named_variable_is_read()
    {
        var read = new List<string>();
        foreach (var platform in (string[])["github", "azure", "gitlab"])
        {
            BuilderEnvironment.Read(new WatchedVariables(Builds.Variables(platform), read));
        }

        Assert.IsEmpty(BuilderEnvironment.Variables.Except(read));
    }
}
