using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Provenance;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

/// <summary>A build, and the environment variables of the platforms that it may run on.</summary>
internal static class Builds
{
    internal static readonly Descriptor Subject = new(MediaType.Manifest, Digest.Sha256("subject"u8), 7);

    internal static readonly BuildFacts Widget = new("Widget")
    {
        Repository = "https://github.com/contoso/widget",
        Revision = "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d",
        Configuration = "Release",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "linux-x64",
        SdkVersion = "10.0.401",
        ToolVersion = "1.2.3",
        Dependencies =
        [
            new ResolvedDependency("Polly.Core", "pkg:nuget/Polly.Core@8.6.0", Digest.Sha512("polly"u8)),
            new ResolvedDependency("NuGet.Versioning", "pkg:nuget/NuGet.Versioning@7.0.0", Digest: null),
        ],
    };

    /// <summary>What each platform sets, and some of what it sets beside that.</summary>
    internal static IReadOnlyDictionary<string, string> Variables(string platform)
    {
        var text = platform switch
        {
            "github" => """
                GITHUB_ACTIONS=true
                GITHUB_SERVER_URL=https://github.com
                GITHUB_REPOSITORY=contoso/widget
                GITHUB_REF=refs/heads/main
                GITHUB_SHA=7fd1a60b01f91b314f59955a4e4d4e80d8edf11d
                GITHUB_WORKFLOW_REF=contoso/widget/.github/workflows/publish.yml@refs/heads/main
                GITHUB_EVENT_NAME=push
                GITHUB_RUN_ID=1536140711
                GITHUB_RUN_ATTEMPT=2
                GITHUB_REPOSITORY_ID=187536
                GITHUB_REPOSITORY_OWNER_ID=4420
                RUNNER_ENVIRONMENT=github-hosted
                """,
            "azure" => """
                TF_BUILD=True
                SYSTEM_COLLECTIONURI=https://dev.azure.com/contoso/
                SYSTEM_TEAMPROJECT=Widget Factory
                SYSTEM_DEFINITIONID=12
                BUILD_REPOSITORY_URI=https://contoso@dev.azure.com/contoso/Widget%20Factory/_git/widget
                BUILD_SOURCEVERSION=7fd1a60b01f91b314f59955a4e4d4e80d8edf11d
                BUILD_SOURCEBRANCH=refs/heads/main
                BUILD_BUILDID=4711
                BUILD_REASON=IndividualCI
                """,
            "gitlab" => """
                GITLAB_CI=true
                CI_PROJECT_URL=https://gitlab.com/contoso/widget
                CI_RUNNER_ID=12270835
                CI_COMMIT_SHA=7fd1a60b01f91b314f59955a4e4d4e80d8edf11d
                CI_COMMIT_REF_NAME=main
                CI_JOB_URL=https://gitlab.com/contoso/widget/-/jobs/99
                CI_PIPELINE_SOURCE=push
                """,
            _ => "",
        };
        const string Unused = """
            GITHUB_TOKEN=secret-token
            GITHUB_ACTOR=secret-person
            RUNNER_NAME=secret-machine
            BUILD_REQUESTEDFOR=secret-person
            SYSTEM_ACCESSTOKEN=secret-token
            AGENT_NAME=secret-machine
            CI_JOB_TOKEN=secret-token
            GITLAB_USER_LOGIN=secret-person
            HOSTNAME=secret-machine
            USER=secret-person
            """;
        return $"{text}\n{Unused}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    internal static SlsaProvenance On(string platform, BuildFacts? facts = null) =>
        new(facts ?? Widget, BuilderEnvironment.Read(Variables(platform)));
}
