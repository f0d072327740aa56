using System.Globalization;
using System.Runtime.CompilerServices;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>
/// A process that publishes an artifact with referrers and a signature of its own, round by round: this test program with an environment
/// variable. All processes of a round publish the same artifact at the same time.
/// </summary>
internal static class PublishingProcess
{
    internal const int Count = 8;
    internal const string Repository = "team/app";

    private const string Variable = "OCIARTIFACTS_TEST_PUBLISH";
    private const int Referrers = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs one of the processes.</summary>
    /// <param name="host">The registry.</param>
    /// <param name="folder">A folder where the processes wait for each other.</param>
    /// <param name="number">The number of the process.</param>
    /// <param name="rounds">The first round, and the one behind the last one.</param>
    /// <param name="cancellation">Ends the process.</param>
    internal static async Task RunAsync(string host, string folder, int number, Range rounds, CancellationToken cancellation)
    {
        var program = Environment.ProcessPath!;
        var isDotnet = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var command = new ProcessCommand(program, isDotnet ? [typeof(PublishingProcess).Assembly.Location] : [])
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["DOCKER_CONFIG"] = folder,
                [Variable] = string.Create(CultureInfo.InvariantCulture, $"{host}|{folder}|{number}|{rounds.Start.Value}|{rounds.End.Value}"),
            },
        };
        (await ProcessRunner.RunAsync(command, cancellation)).MustSucceed();
    }

    /// <summary>What a process publishes in a round: the artifact of all, its own referrers, and its own signature under the tag of all.</summary>
    internal static (MemoryStore Store, Descriptor Root, IReadOnlyList<CopiedReferrer> Referrers) Contents(int round, int number)
    {
        var store = new MemoryStore();
        var root = Artifact.Of(store, subject: null, [Artifact.Blob(store, 100, seed: round)]).Root;
        var referrers = Enumerable.Range(0, Referrers)
            .Select(i => new CopiedReferrer(Artifact.Of(store, root, [Artifact.Blob(store, 100, seed: 1000 + (number * Referrers) + i)]).Root));
        var signature = Artifact.Of(store, subject: null, [Artifact.Blob(store, 100, seed: 2000 + number)]).Root;
        return (store, root, [.. referrers, new CopiedReferrer(signature) { Tag = TagOf(root) }]);
    }

    /// <summary>The tag of the signatures of the artifact.</summary>
    internal static string TagOf(Descriptor root) => $"sha256-{root.Digest.Encoded}.sig";

    // Runs before Main, so that the process runs no test.
    [ModuleInitializer]
    internal static void Start()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('|') is not [var host, var folder, .. var numbers]) return;
        var own = numbers.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        for (var round = own[1]; round < own[2]; round++)
        {
            Meet(folder, round, own[0]);
            Publish(host, round, own[0]);
        }

        Environment.Exit(0);
    }

    private static void Meet(string folder, int round, int number)
    {
        File.WriteAllText(Path.Combine(folder, $"{round}.{number}"), "");
        var start = TimeProvider.System.GetTimestamp();
        while (Directory.GetFiles(folder, $"{round}.*").Length < Count)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience) throw new TimeoutException("Another process is missing.");
            Thread.Sleep(5);
        }
    }

    // Until the initializer ends, no other thread can run code of this module, so only the library is asynchronous.
    private static void Publish(string host, int round, int number)
    {
        var (store, root, referrers) = Contents(round, number);
        using var client = new RegistryClient(host, new RegistryOptions());
        using var copy = new ContentCopy(store, client.Repository(Repository), new ContentCopyOptions());
        copy.CopyAsync(root, [], referrers, CancellationToken.None).GetAwaiter().GetResult();
    }
}
