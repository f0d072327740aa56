using OciArtifacts.Core.Registry.Credentials;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

[TestClass]
public sealed class AsyncCacheTests
{
    private readonly AsyncCache<string, int> _remembered = new();
    private readonly TaskCompletionSource<int> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _looks;

    [TestMethod]
    public async Task A_caller_meanwhile_or_later_gets_the_same_answer()
    {
        var all = Enumerable.Range(0, 8).Select(_ => GetAsync(CancellationToken.None)).ToList();
        _answer.SetResult(5);
        Assert.IsTrue((await Task.WhenAll(all)).All(answer => answer == 5));
        Assert.AreEqual(5, await GetAsync(CancellationToken.None));
        Assert.AreEqual(1, _looks);
    }

    [TestMethod]
    public async Task A_failure_is_remembered()
    {
        _answer.SetException(new OciException(OciErrorCode.JobToken, "x"));
        await Failure.WithAsync(OciErrorCode.JobToken, () => GetAsync(CancellationToken.None));
        await Failure.WithAsync(OciErrorCode.JobToken, () => GetAsync(CancellationToken.None));
        Assert.AreEqual(1, _looks);
    }

    [TestMethod]
    public async Task That_one_gave_up_is_no_answer_for_the_others()
    {
        using var one = new CancellationTokenSource();
        var first = GetAsync(one.Token);
        var second = GetAsync(CancellationToken.None);
        await one.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => first);
        _answer.SetResult(5);
        Assert.AreEqual(5, await second);
        Assert.AreEqual(5, await GetAsync(CancellationToken.None));
        Assert.AreEqual(2, _looks);
    }

    [TestMethod]
    public async Task A_caller_that_only_waits_may_leave()
    {
        using var one = new CancellationTokenSource();
        var first = GetAsync(CancellationToken.None);
        var second = GetAsync(one.Token);
        await one.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => second);
        _answer.SetResult(5);
        Assert.AreEqual(5, await first);
        Assert.AreEqual(1, _looks);
    }

    private Task<int> GetAsync(CancellationToken cancellation) => _remembered.GetAsync("key", LookAsync, cancellation);

    private async Task<int> LookAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _looks);
        return await _answer.Task.WaitAsync(cancellation);
    }
}
