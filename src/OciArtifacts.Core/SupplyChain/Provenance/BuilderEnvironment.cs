namespace OciArtifacts.Core.SupplyChain.Provenance;

/// <summary>
/// The build platform that a build runs on, as its environment variables say: GitHub Actions, Azure Pipelines, GitLab CI, or none
/// of these. Only variables in <see cref="Variables"/> are read. The names of users and machines are not among them.
/// </summary>
/// <param name="Id">Identifies the platform (SLSA Provenance v1, "builder.id").</param>
internal sealed record BuilderEnvironment(string Id)
{
    /// <summary>A build on no known platform.</summary>
    internal static BuilderEnvironment Local { get; } = new(ProvenanceNames.LocalBuilder);

    /// <summary>The environment variables that <see cref="Read"/> reads.</summary>
    internal static IReadOnlyList<string> Variables { get; } =
    [
        "GITHUB_ACTIONS", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_SHA", "GITHUB_WORKFLOW_REF",
        "GITHUB_EVENT_NAME", "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_REPOSITORY_ID", "GITHUB_REPOSITORY_OWNER_ID",
        "RUNNER_ENVIRONMENT",
        "TF_BUILD", "SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "SYSTEM_DEFINITIONID", "BUILD_REPOSITORY_URI",
        "BUILD_SOURCEVERSION", "BUILD_SOURCEBRANCH", "BUILD_BUILDID", "BUILD_REASON",
        "GITLAB_CI", "CI_PROJECT_URL", "CI_RUNNER_ID", "CI_COMMIT_SHA", "CI_COMMIT_REF_NAME", "CI_COMMIT_TAG", "CI_JOB_URL",
        "CI_PIPELINE_SOURCE",
    ];

    /// <summary>Identifies the run of the platform; <see langword="null"/> outside of a platform.</summary>
    internal string? InvocationId { get; init; }

    /// <summary>The address of the source repository, as the platform says.</summary>
    internal string? Repository { get; init; }

    /// <summary>The branch or tag that the platform builds, such as <c>refs/heads/main</c>.</summary>
    internal string? Ref { get; init; }

    /// <summary>The commit that the platform builds.</summary>
    internal string? Revision { get; init; }

    /// <summary>What started the run, such as <c>push</c>.</summary>
    internal string? Event { get; init; }

    /// <summary>What else the platform says, for the internal parameters.</summary>
    internal IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the build runs on a known platform.</summary>
    internal bool IsPlatform => Id != ProvenanceNames.LocalBuilder;

    /// <summary>
    /// Reads the platform from environment variables. A platform that does not say which it is, such as in a container that gets
    /// only some of its variables, counts as none.
    /// </summary>
    internal static BuilderEnvironment Read(IReadOnlyDictionary<string, string> variables)
    {
        string? Value(string name) => variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        bool Is(string name) => "true".Equals(Value(name), StringComparison.OrdinalIgnoreCase);
        var platform = Is("GITHUB_ACTIONS") ? GitHub(Value)
            : Is("TF_BUILD") ? AzurePipelines(Value)
            : Is("GITLAB_CI") ? GitLab(Value)
            : null;
        return platform ?? Local;
    }

    // A runner that does not say that GitHub hosts it counts as one of somebody else.
    private static BuilderEnvironment? GitHub(Func<string, string?> value)
    {
        if (SourceAddress.OfServer(value("GITHUB_SERVER_URL")) is not { } server) return null;
        if (value("GITHUB_REPOSITORY") is not { } name || value("GITHUB_RUN_ID") is not { } run) return null;
        var host = value("RUNNER_ENVIRONMENT") == "github-hosted" ? "github-hosted" : "self-hosted";
        return new BuilderEnvironment($"{server}/actions/runner/{host}")
        {
            InvocationId = $"{server}/{name}/actions/runs/{run}/attempts/{value("GITHUB_RUN_ATTEMPT") ?? "1"}",
            Repository = SourceAddress.OfServer($"{server}/{name}"),
            Ref = value("GITHUB_REF"),
            Revision = value("GITHUB_SHA"),
            Event = value("GITHUB_EVENT_NAME"),
            Parameters = Known(
                ("workflow", value("GITHUB_WORKFLOW_REF")),
                ("repositoryId", value("GITHUB_REPOSITORY_ID")),
                ("repositoryOwnerId", value("GITHUB_REPOSITORY_OWNER_ID"))),
        };
    }

    private static BuilderEnvironment? AzurePipelines(Func<string, string?> value)
    {
        if (SourceAddress.OfServer(value("SYSTEM_COLLECTIONURI")) is not { } collection) return null;
        if (value("SYSTEM_TEAMPROJECT") is not { } project || value("SYSTEM_DEFINITIONID") is not { } definition) return null;
        var builds = $"{collection}/{Uri.EscapeDataString(project)}/_build";
        return new BuilderEnvironment($"{builds}?definitionId={definition}")
        {
            InvocationId = value("BUILD_BUILDID") is { } build ? $"{builds}/results?buildId={build}" : null,
            Repository = SourceAddress.OfRepository(value("BUILD_REPOSITORY_URI")),
            Ref = value("BUILD_SOURCEBRANCH"),
            Revision = value("BUILD_SOURCEVERSION"),
            Event = value("BUILD_REASON"),
        };
    }

    private static BuilderEnvironment? GitLab(Func<string, string?> value)
    {
        if (SourceAddress.OfServer(value("CI_PROJECT_URL")) is not { } project || value("CI_RUNNER_ID") is not { } runner) return null;
        return new BuilderEnvironment($"{project}/-/runners/{runner}")
        {
            InvocationId = SourceAddress.OfServer(value("CI_JOB_URL")),
            Repository = project,
            Ref = value("CI_COMMIT_TAG") is { } tag ? $"refs/tags/{tag}"
                : value("CI_COMMIT_REF_NAME") is { } branch ? $"refs/heads/{branch}"
                : null,
            Revision = value("CI_COMMIT_SHA"),
            Event = value("CI_PIPELINE_SOURCE"),
        };
    }

    private static Dictionary<string, string> Known(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            if (value is not null) known[name] = value;
        }

        return known;
    }
}
