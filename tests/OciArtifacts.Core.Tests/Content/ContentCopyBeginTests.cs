using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>What a root will name is copied while the root is still being made.</summary>
[TestClass]
public sealed class ContentCopyBeginTests
{
    private readonly MemoryStore _source = new();

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task What_was_begun_is_copied_without_the_root_and_not_a_second_time_with_it()
    {
        var (early, late) = (Sample.Blob(_source, "early"), Sample.Blob(_source, "late"));
        var to = new WatchedStore(new MemoryStore());
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        copy.Begin(early);
        Assert.AreSequenceEqual([early.Digest], to.ContentsOf(WatchedStore.Put));
        var root = Sample.Manifest(_source, "m", early, late);
        await copy.CopyAsync(root, ["1.0"], TestContext.CancellationToken);
        Assert.AreSequenceEqual([early.Digest, Descriptor.Empty.Digest, late.Digest], to.ContentsOf(WatchedStore.Put));
        Assert.HasCount(1, to.ContentsOf(WatchedStore.Exists).Where(asked => asked == early.Digest));
    }

    [TestMethod]
    public async Task No_tag_is_given_before_what_was_begun_is_there()
    {
        var content = Sample.Blob(_source, "begun");
        var goOn = new TaskCompletionSource();
        var to = new WatchedStore(new MemoryStore()) { Before = call => call.Verb == WatchedStore.Put && call.Content!.Digest == content.Digest ? goOn.Task : Task.CompletedTask };
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        copy.Begin(content);
        var copying = copy.CopyAsync(Sample.Manifest(_source, "m", content), ["1.0"], TestContext.CancellationToken);
        await Sample.TurnsAsync();
        Assert.IsEmpty(to.TagsOf(WatchedStore.Tag));
        goOn.SetResult();
        Assert.AreSequenceEqual(["1.0"], await copying);
    }

    [TestMethod]
    public async Task Its_failure_is_that_of_the_copy()
    {
        var (content, other) = (Sample.Blob(_source, "begun"), Sample.Blob(_source, "other"));
        var to = new WatchedStore(new MemoryStore())
        {
            Before = call => call.Verb == WatchedStore.Put && call.Content!.Digest == content.Digest ? throw new OciException(OciErrorCode.RegistryFailed, "injected") : Task.CompletedTask,
        };
        using var copy = new ContentCopy(_source, to, new ContentCopyOptions());
        copy.Begin(content);
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, () => copy.CopyAsync(Sample.Manifest(_source, "m", other, content), ["1.0"], TestContext.CancellationToken));
        Assert.AreEqual("injected", failure.Message);
        Assert.AreSequenceEqual([content.Digest], to.ContentsOf(WatchedStore.Put));
    }

    [TestMethod]
    [Timeout(30_000)]
    public void What_nobody_waits_for_is_stopped_and_over_when_the_copy_is_disposed()
    {
        var isOver = false;
        var to = new WatchedStore(new MemoryStore())
        {
            Before = async call =>
            {
                if (call.Verb != WatchedStore.Put) return;
                try
                {
                    await Task.Delay(Timeout.Infinite, call.Cancellation);
                }
                finally
                {
                    await Sample.TurnsAsync();
                    isOver = true;
                }
            },
        };
        using (var copy = new ContentCopy(_source, to, new ContentCopyOptions())) copy.Begin(Sample.Blob(_source, "begun"));
        Assert.IsTrue(isOver);
    }
}
