namespace OciArtifacts.Package.Tests.Harness;

/// <summary>An environment in which a build depends on nothing but its project.</summary>
internal static class CleanEnvironment
{
    // Variables of CI services, of the developer, and of the build that started the tests.
    private static readonly string[] Dropped =
    [
        "CI", "TF_BUILD", "GITHUB_ACTIONS", "SOURCE_DATE_EPOCH", "NUGET_PACKAGES", "RestoreFallbackFolders", "REGISTRY_AUTH_FILE",
        "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH", "MSBuildLoadMicrosoftTargetsReadOnly",
    ];

    private static readonly string[] DroppedPrefixes = ["OCIARTIFACT", "DOTNET_CONTAINER_", "SDK_CONTAINER_"];

    internal static Dictionary<string, string?> For(PackageRun run)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["MSBUILDUSESERVER"] = "0",
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",

            // Not DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: without cultures the build makes no satellite assemblies.
            ["LC_ALL"] = "C",
            ["DOTNET_NOLOGO"] = "1",

            // Tiered profiling makes only longer runs than a publish faster.
            ["DOTNET_TieredPGO"] = "0",

            // With the compiler server a publish takes half the time. It is off by default if the nodes of MSBuild are
            // not reused.
            ["UseSharedCompilation"] = "true",

            // NuGet audit would send requests for each package of each sample.
            ["NuGetAudit"] = "false",
            ["DOCKER_CONFIG"] = run.Home,
            ["XDG_RUNTIME_DIR"] = run.Home,
        };
        foreach (var name in Dropped.Concat(Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOurs)))
        {
            environment[name] = null;
        }

        return environment;
    }

    private static bool IsOurs(string name) =>
        DroppedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
