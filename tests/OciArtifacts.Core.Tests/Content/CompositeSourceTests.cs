using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>Several sources as one.</summary>
[TestClass]
public sealed class CompositeSourceTests
{
    [TestMethod]
    public async Task Content_is_that_of_the_first_source_that_has_it()
    {
        var (first, last) = (new MemoryStore(), new MemoryStore());
        var (one, two) = (Sample.Blob(first, "one"), Sample.Blob(last, "two"));
        var source = new CompositeSource([first, last]);
        Assert.IsTrue(await source.ExistsAsync(one, CancellationToken.None));
        Assert.IsTrue(await source.ExistsAsync(two, CancellationToken.None));
        Assert.AreSequenceEqual("one"u8.ToArray(), await Sample.ReadAsync(source, one));
        Assert.AreSequenceEqual("two"u8.ToArray(), await Sample.ReadAsync(source, two));
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public async Task Content_that_no_source_has_is_an_error(int count)
    {
        var source = new CompositeSource([.. Enumerable.Range(0, count).Select(_ => new MemoryStore())]);
        var missing = Descriptor.Of("text/plain", "missing"u8);
        Assert.IsFalse(await source.ExistsAsync(missing, CancellationToken.None));
        await Failure.WithAsync(OciErrorCode.ContentNotFound, () => source.OpenAsync(missing, CancellationToken.None));
    }

    [TestMethod]
    public async Task The_last_source_is_opened_without_a_question()
    {
        var store = new MemoryStore();
        var blob = Sample.Blob(store, "blob");
        var last = new CountedSource(store);
        await using var stream = await new CompositeSource([new MemoryStore(), last]).OpenAsync(blob, CancellationToken.None);
        Assert.AreEqual(0, last.Questions);
    }

    private sealed class CountedSource(IContentSource inner) : IContentSource
    {
        internal int Questions { get; private set; }

        public Task<bool> ExistsAsync(Descriptor content, CancellationToken cancellation)
        {
            Questions++;
            return inner.ExistsAsync(content, cancellation);
        }

        public Task<Stream> OpenAsync(Descriptor content, CancellationToken cancellation) => inner.OpenAsync(content, cancellation);
    }
}
