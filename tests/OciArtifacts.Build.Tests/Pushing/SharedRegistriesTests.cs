using OciArtifacts.Build.Engine;
using OciArtifacts.Core;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Tests.Pushing;

[TestClass]
public sealed class SharedRegistriesTests
{
    private static readonly RegistryOptions Options = new();

    [TestMethod]
    public void The_tasks_of_a_build_share_what_the_engine_keeps()
    {
        using var engine = new KeepingEngine();
        using var first = SharedRegistries.Of(engine);
        using var second = SharedRegistries.Of(engine);
        Assert.AreSame(first.Pool, second.Pool);
        Assert.HasCount(1, engine.Kept);
    }

    [TestMethod]
    public void Two_builds_share_nothing()
    {
        using var engine = new KeepingEngine();
        using var another = new KeepingEngine();
        using var first = SharedRegistries.Of(engine);
        using var second = SharedRegistries.Of(another);
        Assert.AreNotSame(first.Pool, second.Pool);
    }

    [TestMethod]
    public async Task Tasks_that_begin_at_the_same_time_share_too()
    {
        using var engine = new KeepingEngine();
        var pools = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => SharedRegistries.Of(engine).Pool)));
        Assert.HasCount(1, pools.Distinct());
    }

    [TestMethod]
    public async Task A_task_that_ends_leaves_the_shared_connections_open()
    {
        using var engine = new KeepingEngine();
        var first = SharedRegistries.Of(engine);
        using var client = first.Pool.Client("localhost:1", Options with { Retries = 0 });
        await AskAsync<OciException>(client);
        first.Dispose();

        // No server listens at this address, but the push sends its request.
        Assert.AreEqual(OciErrorCode.RegistryUnreachable, (await AskAsync<OciException>(client)).Code);
    }

    [TestMethod]
    public async Task The_end_of_the_build_closes_the_shared_connections_and_waits_for_nothing()
    {
        var engine = new KeepingEngine();
        var first = SharedRegistries.Of(engine);
        using var client = first.Pool.Client("localhost:1", Options with { Retries = 0 });
        await AskAsync<OciException>(client);
        engine.Dispose();
        for (var waited = 0; ; waited++)
        {
            var failure = await Assert.ThrowsAsync<Exception>(() => client.Repository("a").ResolveAsync("1.0", CancellationToken.None));
            if (failure is ObjectDisposedException) return;
            Assert.IsLessThan(500, waited);
            await Task.Delay(10);
        }
    }

    [TestMethod]
    public async Task An_engine_that_keeps_nothing_gives_each_task_its_own_which_ends_with_it()
    {
        var engine = new FakeEngine();
        var first = SharedRegistries.Of(engine);
        using var second = SharedRegistries.Of(engine);
        Assert.AreNotSame(first.Pool, second.Pool);
        await EndsWithTaskAsync(first);
    }

    private static async Task EndsWithTaskAsync(SharedRegistries registries)
    {
        using var client = registries.Pool.Client("localhost:1", Options with { Retries = 0 });
        await AskAsync<OciException>(client);
        registries.Dispose();
        await AskAsync<ObjectDisposedException>(client);
    }

    private static Task<T> AskAsync<T>(RegistryClient client)
        where T : Exception => Assert.ThrowsExactlyAsync<T>(() => client.Repository("a").ResolveAsync("1.0", CancellationToken.None));
}
