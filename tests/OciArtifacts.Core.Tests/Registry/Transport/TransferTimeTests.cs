using System.Collections.Concurrent;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>
/// How long an upload may take: as long as it moves, and then as long as the registry needs to store the blob.
/// </summary>
[TestClass]
public sealed class TransferTimeTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2), Long = TimeSpan.FromMinutes(5);
    private static readonly RegistryOptions Once = RegistryPeer.Anonymous with { Retries = 0 };

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_body_that_moves_for_longer_than_an_answer_may_take_arrives()
    {
        await using var peer = await RegistryPeer.StartAsync(client: Once with { AnswerTimeout = Short });
        await PutAsync(peer, SlowBlob(pieces: 8));
        Assert.HasCount(1, peer.Lines("PUT"));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_body_that_stops_moving_is_given_up_and_sent_again()
    {
        var events = new ConcurrentQueue<RegistryEvent>();
        await using var peer = await RegistryPeer.StartAsync(
            client: RegistryPeer.Anonymous with { AnswerTimeout = Short, Report = events.Enqueue });
        await PutAsync(peer, new StallingSource());
        Assert.AreEqual(RegistryEventKind.Retry, events.Single().Kind);
        Assert.StartsWith($"{peer.Registry.Host} did not answer in time. It is tried again in ", events.Single().Message);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task After_the_last_byte_the_wait_is_as_long_as_storing_may_take()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PUT" ? new FaultAnswer { Delay = Short * 2 } : null },
            Once with { AnswerTimeout = Short, CommitTimeout = Long });
        await peer.PutBlobAsync("blob");
        Assert.HasCount(1, peer.Lines("PUT"));
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Storing_may_not_take_for_ever()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { Fault = request => request.Method == "PUT" ? new FaultAnswer { Stall = true } : null },
            Once with { AnswerTimeout = Long, CommitTimeout = TimeSpan.FromSeconds(1) });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryUnreachable, () => peer.PutBlobAsync("blob"));
        Assert.StartsWith(
            $"{peer.Registry.Host} did not answer in time. Check that it is up and that a proxy or firewall lets you through.",
            failure.Message);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Waiting_for_a_turn_to_send_takes_nothing_of_the_time()
    {
        await using var peer = await RegistryPeer.StartAsync(client: Once with { AnswerTimeout = Short, ParallelTransfers = 1 });
        await Task.WhenAll(PutAsync(peer, SlowBlob(pieces: 8)), PutAsync(peer, SlowBlob(pieces: 9)));
        Assert.HasCount(2, peer.Lines("PUT"));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    public async Task No_more_bodies_travel_at_a_time_than_there_may(int parallel)
    {
        var (current, most) = (0, 0);
        var gate = new Lock();
        await using var peer = await RegistryPeer.StartAsync(client: Once with { ParallelTransfers = parallel });
        var sources = Enumerable.Range(1, 12).Select(size => new NotedSource(size, step =>
        {
            lock (gate) most = Math.Max(most, current += step);
        }));
        await Task.WhenAll(sources.Select(source => Task.Run(() => PutAsync(peer, source))));
        Assert.IsInRange(1, parallel, most);
        Assert.AreEqual(0, current);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-1)]
    public void At_least_one_body_has_to_travel(int parallel) => Assert.ThrowsExactly<ArgumentOutOfRangeException>(
        () => new RegistryClient("localhost:1", Once with { ParallelTransfers = parallel }).Dispose());

    private static SlowSource SlowBlob(int pieces) => new(pieces, TimeSpan.FromMilliseconds(400));

    private static async Task PutAsync(RegistryPeer peer, IContentSource source)
    {
        var content = source switch
        {
            SlowSource slow => slow.Content,
            NotedSource noted => noted.Content,
            _ => StallingSource.Content,
        };
        await peer.Repository.PutAsync(content, source, CancellationToken.None);
        Assert.IsTrue(peer.Registry.HasBlob(RegistryPeer.Name, content.Digest.ToString()));
    }

    /// <summary>Content that stalls when it is opened for the first time.</summary>
    private sealed class StallingSource : IContentSource
    {
        private static readonly byte[] Bytes = Sample.Bytes(1000);
        private int _opened;

        internal static Descriptor Content { get; } = Descriptor.Of("a/b", Bytes);

        public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(true);

        public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult<Stream>(
            Interlocked.Increment(ref _opened) == 1 ? new Stalling() : new MemoryStream(Bytes));

        private sealed class Stalling() : MemoryStream(Bytes)
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                if (Position > 0) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return await base.ReadAsync(buffer[..Math.Min(10, buffer.Length)], cancellationToken);
            }
        }
    }

    /// <summary>Content that reports when a stream of it is opened and closed.</summary>
    private sealed class NotedSource(int size, Action<int> step) : IContentSource
    {
        internal Descriptor Content { get; } = Descriptor.Of("a/b", new byte[size]);

        public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation) => Task.FromResult(true);

        public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation)
        {
            step(1);
            return Task.FromResult<Stream>(new Noted(size, step));
        }

        private sealed class Noted(int size, Action<int> step) : MemoryStream(new byte[size])
        {
            public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            {
                await Sample.TurnsAsync();
                var read = await base.ReadAsync(buffer, cancellationToken);
                if (read == 0) step(-1);
                return read;
            }
        }
    }
}
