using System.Collections.Concurrent;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>
/// Runs commands of <c>dotnet</c> in processes that have run such commands before, one process for each parallel
/// command. Each process hosts the command line of the SDK and MSBuild: a new process would spend most of its time on
/// loading and compiling them.
/// </summary>
internal static class WarmDotnet
{
    private static readonly ConcurrentStack<WarmProcess> Idle = new();
    private static readonly Lazy<Task<string>> Sdk = new(FindAsync);

    internal static async Task<ProcessResult> RunAsync(ProcessCommand command)
    {
        if (!Idle.TryPop(out var process))
        {
            process = WarmProcess.Start(await Sdk.Value, command.Environment);
            PackageRunEnd.Stop(process);
        }

        // A process that did not answer is not used again.
        var result = await process.RunAsync(command);
        Idle.Push(process);
        return result;
    }

    // The SDK that is used outside of this repository, without its global.json.
    private static async Task<string> FindAsync()
    {
        var info = new ProcessCommand("dotnet", ["--info"])
        {
            WorkingDirectory = Path.GetTempPath(),
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        };
        var lines = (await ProcessRunner.RunAsync(info, CancellationToken.None)).MustSucceed().Output.Split('\n');
        return lines.Single(line => line.TrimStart().StartsWith("Base Path:", StringComparison.Ordinal)).Split(':', 2)[1].Trim();
    }
}
