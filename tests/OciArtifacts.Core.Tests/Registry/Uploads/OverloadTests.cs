using OciArtifacts.Core.Content;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.Core.Tests.Registry.Auth;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>A registry and a token server that fail a third of all requests.</summary>
[TestClass]
public sealed class OverloadTests
{
    private const int Pushes = 80;

    // A request fails up to seven times in a row: more often than other failures are retried.
    private static readonly int[] Runs = [0, 0, 1, 0, 7, 0, 2, 0, 0, 1, 3, 0];

    [TestMethod]
    [Timeout(120_000)]
    public async Task Eighty_pushes_get_through()
    {
        var faults = new Runner();
        await using var registry = await TestRegistry.StartAsync(
            TokenTraffic.Guarded with { TokenLifetime = TimeSpan.FromSeconds(1), Fault = faults.Answer });
        using var pool = new RegistryPool();
        await Parallel.ForAsync(
            0,
            Pushes,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (number, token) => await PushAsync(pool, registry.Host, number, token));
        Assert.HasCount(Pushes, registry.Repositories);
        Assert.IsGreaterThan(Pushes, faults.Count);
    }

    private static async Task PushAsync(RegistryPool pool, string host, int number, CancellationToken cancellation)
    {
        var source = new MemoryStore();
        var layers = Enumerable.Range(0, 2)
            .Select(layer => source.Add("application/octet-stream", Sample.Bytes(100, (number * 10) + layer + 1)))
            .ToArray();
        var root = Sample.Manifest(source, $"m{number}", layers);
        using var client = pool.Client(host, TokenTraffic.User);

        // One request of a repository at a time, so that each request fails exactly as often as the table says.
        using var copy = new ContentCopy(source, client.Repository($"me/app{number}"), new ContentCopyOptions { Parallelism = 1 });
        Assert.HasCount(1, await copy.CopyAsync(root, ["1.0"], cancellation));
    }

    /// <summary>Fails each kind of request as often in a row as the table says, and then answers it.</summary>
    private sealed class Runner
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, int> _left = new(StringComparer.Ordinal);
        private int _next;

        internal int Count { get; private set; }

        internal FaultAnswer? Answer(RecordedRequest request)
        {
            lock (_lock)
            {
                // The address of an upload differs each time, and all repositories ask for tokens.
                var what = $"{request.Method} {request.Path.Split("/uploads/")[0]} {request.Query.Split("digest=")[^1]}";
                if (!_left.TryGetValue(what, out var left)) left = Runs[_next++ % Runs.Length];
                _left[what] = left - 1;
                if (left == 0) _left.Remove(what);
                if (left <= 0) return null;
                Count++;
                return (Count % 4) switch { 0 => new FaultAnswer { Abort = true }, 1 => FaultAnswer.Bare(502), _ => FaultAnswer.Bare(503) };
            }
        }
    }
}
