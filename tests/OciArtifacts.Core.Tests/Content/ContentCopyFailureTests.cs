using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class ContentCopyFailureTests
{
    private readonly MemoryStore _source = new();

    [TestMethod]
    public async Task A_failure_stops_the_rest_and_is_the_one_that_is_thrown()
    {
        var blobs = Enumerable.Range(0, 20).Select(i => Sample.Blob(_source, $"{i}")).ToArray();
        var to = Failing(call => call.Verb == WatchedStore.Put && call.Content!.Digest == blobs[2].Digest);
        var failure = await FailureOfAsync(to, Sample.Manifest(_source, "m", blobs), parallelism: 1);
        Assert.AreEqual("injected", failure.Message);

        // The copy has put the config and two layers. The third layer fails, and the copy starts no other.
        Assert.HasCount(4, to.ContentsOf(WatchedStore.Put));
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task What_is_under_way_is_cancelled()
    {
        var (endless, fails) = (Sample.Blob(_source, "endless"), Sample.Blob(_source, "fails"));
        var isUnderWay = new TaskCompletionSource();
        var to = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb != WatchedStore.Put) return;
                if (call.Content!.Digest == endless.Digest)
                {
                    isUnderWay.SetResult();
                    await Task.Delay(Timeout.Infinite, call.Cancellation);
                }

                if (call.Content.Digest != fails.Digest) return;
                await isUnderWay.Task;
                throw new OciException(OciErrorCode.RegistryFailed, "injected");
            },
        };
        Assert.AreEqual("injected", (await FailureOfAsync(to, Sample.Manifest(_source, "m", endless, fails), parallelism: 8)).Message);
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task A_second_failure_does_not_hide_the_first()
    {
        var (late, early) = (Sample.Blob(_source, "late"), Sample.Blob(_source, "early"));
        var to = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb != WatchedStore.Put) return;
                if (call.Content!.Digest == early.Digest) throw new OciException(OciErrorCode.RegistryFailed, "the first");
                if (call.Content.Digest != late.Digest) return;

                // This failure is a consequence of the first one, but it is not a cancellation.
                var stopped = new TaskCompletionSource();
                await using var registration = call.Cancellation.Register(stopped.SetResult);
                await stopped.Task;
                throw new OciException(OciErrorCode.RegistryFailed, "the second");
            },
        };
        Assert.AreEqual("the first", (await FailureOfAsync(to, Sample.Manifest(_source, "m", late, early), parallelism: 8)).Message);
    }

    [TestMethod]
    [DataRow(WatchedStore.Exists)]
    [DataRow(WatchedStore.Put)]
    [DataRow(WatchedStore.Resolve)]
    public async Task No_tag_is_given_after_a_failure(string verb)
    {
        var to = Failing(call => call.Verb == verb);
        await FailureOfAsync(to, Sample.Manifest(_source, "m", Sample.Blob(_source, "a")), parallelism: 4);
        Assert.IsEmpty(to.TagsOf(WatchedStore.Tag));
        Assert.IsEmpty(to.Inner.Tags);
    }

    [TestMethod]
    public async Task A_tag_that_is_refused_ends_the_giving_of_tags()
    {
        var to = Failing(call => call.Tag == "2" && call.Verb == WatchedStore.Tag);
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        await Failure.WithAsync(
            OciErrorCode.RegistryFailed, () => copy.CopyAsync(Sample.Manifest(_source, "m"), ["1", "2", "3"], CancellationToken.None));
        Assert.AreSequenceEqual(["1", "2"], to.TagsOf(WatchedStore.Tag));
    }

    [TestMethod]
    public async Task Content_that_the_source_lacks_is_a_failure()
    {
        var root = Sample.Manifest(_source, "m", Descriptor.Of("a/b", "nowhere"u8));
        using var copy = new ContentCopy(_source, new MemoryStore(), new ContentCopyOptions());
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => copy.CopyAsync(root, ["1.0"], CancellationToken.None));
    }

    [TestMethod]
    public async Task A_manifest_that_cannot_be_understood_is_a_failure()
    {
        using var copy = new ContentCopy(_source, new MemoryStore(), new ContentCopyOptions());
        await Failure.WithAsync(
            OciErrorCode.MalformedContent, () => copy.CopyAsync(_source.Add(MediaType.Manifest, "[]"u8), ["1.0"], CancellationToken.None));
    }

    [TestMethod]
    [Timeout(30_000)]
    public async Task A_caller_can_cancel()
    {
        using var cancel = new CancellationTokenSource();
        var to = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb != WatchedStore.Put) return;
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, call.Cancellation);
            },
        };
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => copy.CopyAsync(Sample.Manifest(_source, "m", Sample.Blob(_source, "a")), ["1.0"], cancel.Token));
        Assert.IsEmpty(to.Inner.Tags);
    }

    [TestMethod]
    public async Task A_copy_that_was_cancelled_before_puts_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var to = new WatchedStore(new MemoryStore());
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => copy.CopyAsync(Sample.Manifest(_source, "m"), ["1.0"], cancelled.Token));
        Assert.IsEmpty(to.ContentsOf(WatchedStore.Put));
        Assert.IsEmpty(to.TagsOf(WatchedStore.Tag));
    }

    private static WatchedStore Failing(Func<StoreCall, bool> when) => new(new MemoryStore())
    {
        Before = call => when(call) ? throw new OciException(OciErrorCode.RegistryFailed, "injected") : Task.CompletedTask,
    };

    private async Task<OciException> FailureOfAsync(WatchedStore to, Descriptor root, int parallelism)
    {
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions { Parallelism = parallelism });
        return await Failure.WithAsync(OciErrorCode.RegistryFailed, () => copy.CopyAsync(root, ["1.0"], CancellationToken.None));
    }
}
