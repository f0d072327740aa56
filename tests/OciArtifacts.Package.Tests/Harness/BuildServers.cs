using System.Collections.Concurrent;
using System.Globalization;
using OciArtifacts.TestKit;

namespace OciArtifacts.Package.Tests.Harness;

/// <summary>
/// MSBuild servers of this run, one for each command that runs at the same time. The command is the user's; the process that it hands the build to has built before, as on the machine of a
/// developer, and needs a third of the time of a new one. A server that is busy or gone costs time only: then the command builds in its own process.
/// </summary>
internal static class BuildServers
{
    private static readonly string Run = Guid.NewGuid().ToString("N");
    private static readonly ConcurrentStack<string> Idle = new();
    private static int _count;

    /// <summary>What a command has to have in its environment to build in a process of its own, or in that server.</summary>
    internal static IEnumerable<(string Name, string? Value)> Environment(string? server) => server is null
        ? [("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("MSBUILDUSESERVER", "0"), ("MSBUILDNODEHANDSHAKESALT", null)]
        : [("MSBUILDDISABLENODEREUSE", null), ("DOTNET_CLI_USE_MSBUILD_SERVER", "1"), ("MSBUILDUSESERVER", "1"), ("MSBUILDNODEHANDSHAKESALT", server),

            // A run that is killed stops none: after so many milliseconds without work a server ends by itself.
            ("MSBUILDNODECONNECTIONTIMEOUT", "120000")];

    /// <summary>A server that nobody else uses until it is given back. It is given back when its command has ended in order.</summary>
    internal static string Rent()
    {
        if (Idle.TryPop(out var server)) return server;
        server = string.Create(CultureInfo.InvariantCulture, $"{Run}-{Interlocked.Increment(ref _count)}");
        PackageRunEnd.Stop(new Server(server));
        return server;
    }

    internal static void Return(string server) => Idle.Push(server);

    /// <summary>Stops this server and its nodes: others have another salt, and do not answer.</summary>
    private sealed class Server(string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            var command = new ProcessCommand("dotnet", ["build-server", "shutdown", "--msbuild"])
            {
                Environment = Environment(name).ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal),
            };
            await ProcessRunner.RunAsync(command, CancellationToken.None);
        }
    }
}
