using System.Globalization;
using OciArtifacts.TestKit;

namespace OciArtifacts.Benchmarks;

/// <summary>A project that is published, each time by a process of its own.</summary>
internal sealed class SampleProject(WorkFolder work, string name)
{
    // Each process is cold: no build server and no node lives on. NuGet does not ask the network for known vulnerabilities.
    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["NuGetAudit"] = "false",
        ["CI"] = null,
    };

    internal string Folder => work[name];

    internal string PublishFolder => Directory.GetDirectories(work[$"{name}/bin/Release"], "publish", SearchOption.AllDirectories).First();

    /// <summary>Publishes without an artifact.</summary>
    internal Task WithoutAsync() => PublishAsync("-p:PublishOciArtifact=false");

    /// <summary>Publishes to a registry.</summary>
    internal Task<ProcessResult> ToAsync(string registry, params string[] more) =>
        PublishAsync([$"-p:OciArtifactRegistry={registry}", .. more]);

    /// <summary>Publishes a container by the SDK.</summary>
    internal Task ContainerToAsync(string registry, string? repository = null) => PublishAsync(
        "-t:PublishContainer",
        "-p:PublishOciArtifact=false",
        $"-p:ContainerRegistry={registry}",
        $"-p:ContainerBaseImage={registry}/{BaseImage.Repository}:{BaseImage.Tag}",
        $"-p:ContainerRepository={repository ?? name}",
        "-p:ContainerImageTag=1");

    /// <summary>Publishes an image for each runtime of the project by the SDK, and an index of them.</summary>
    internal Task ContainersToAsync(string registry) => PublishAsync(
        "-t:PublishContainer",
        "-p:PublishOciArtifact=false",
        $"-p:ContainerRegistry={registry}",
        $"-p:ContainerBaseImage={registry}/{BaseImage.Repository}:{BaseImage.IndexTag}",
        $"-p:ContainerRepository={name}",
        "-p:ContainerImageTag=1");

    /// <summary>Changes a line of the program to one that it never was.</summary>
    internal void ChangeLine(int round) => work.Write(
        $"{name}/Line.cs",
        string.Create(
            CultureInfo.InvariantCulture, $"internal static class Line {{ internal const string Text = \"{round} {Guid.NewGuid()}\"; }}"));

    /// <summary>Forgets that anything was packed.</summary>
    internal void ForgetArtifact()
    {
        var packed = Directory.GetDirectories(Folder, "ociartifacts", SearchOption.AllDirectories);
        foreach (var folder in packed) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Forgets that anything was restored, built or packed, as in a fresh clone.</summary>
    internal void ForgetBuild()
    {
        string[] made = [work[$"{name}/bin"], work[$"{name}/obj"]];
        foreach (var folder in made.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
    }

    internal async Task<ProcessResult> PublishAsync(params string[] arguments)
    {
        var command = new ProcessCommand("dotnet", ["publish", .. arguments])
        {
            WorkingDirectory = Folder,
            Environment = Environment,
            Timeout = TimeSpan.FromMinutes(10),
        };
        return (await ProcessRunner.RunAsync(command, CancellationToken.None)).MustSucceed();
    }
}
