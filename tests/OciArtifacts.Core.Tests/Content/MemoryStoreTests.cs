using OciArtifacts.Core.Content;

namespace OciArtifacts.Core.Tests.Content;

[TestClass]
public sealed class MemoryStoreTests : TaggingStoreContract
{
    protected override Task<IContentStore> CreateStoreAsync() => Task.FromResult<IContentStore>(new MemoryStore());

    [TestMethod]
    public async Task What_is_added_stays_when_the_callers_bytes_change()
    {
        var store = new MemoryStore();
        byte[] bytes = [1, 2, 3];
        var content = store.Add("a/b", bytes);
        bytes[0] = 9;
        Assert.AreSequenceEqual(new byte[] { 1, 2, 3 }, await Sample.ReadAsync(store, content));
    }

    [TestMethod]
    public async Task A_descriptor_with_a_wrong_size_is_noticed_on_reading()
    {
        var store = new MemoryStore();
        var content = Sample.Blob(store, "abc") with { Size = 2 };
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Sample.ReadAsync(store, content));
    }

    [TestMethod]
    public async Task The_tags_can_be_seen()
    {
        var store = new MemoryStore();
        var root = Sample.Manifest(store, "m");
        await store.TagAsync(root, store, "1.0", CancellationToken.None);
        Assert.AreEqual(root, store.Tags["1.0"]);
        Assert.HasCount(1, store.Tags);
    }
}
