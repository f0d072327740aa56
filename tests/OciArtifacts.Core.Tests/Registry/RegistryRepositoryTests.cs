using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry;

[TestClass]
public sealed class RegistryRepositoryTests : TaggingStoreContract, IAsyncDisposable
{
    private RegistryPeer? _peer;

    private string? Damaged { get; set; }

    public ValueTask DisposeAsync() => _peer!.DisposeAsync();

    protected override async Task<IContentStore> CreateStoreAsync()
    {
        _peer = await RegistryPeer.StartAsync(new TestRegistryOptions
        {
            Fault = request => Damaged is not null && request.Method == "GET" ? new FaultAnswer { Status = 200, Body = Damaged } : null,
        });
        return _peer.Repository;
    }

    [TestMethod]
    [DataRow("wrong")]
    [DataRow("righ")]
    [DataRow("right!")]
    [DataRow("")]
    public async Task Content_that_was_damaged_is_noticed_on_reading(string damaged)
    {
        var content = Sample.Blob(Source, "right");
        await Store.PutAsync(content, Source, CancellationToken.None);
        Damaged = damaged;
        await Failure.WithAsync(OciErrorCode.ContentMismatch, () => Sample.ReadAsync(Store, content));
    }

    [TestMethod]
    public async Task A_blob_of_another_size_is_not_there()
    {
        var content = Sample.Blob(Source, "right");
        await Store.PutAsync(content, Source, CancellationToken.None);
        Assert.IsFalse(await Store.ExistsAsync(content with { Size = 4 }, CancellationToken.None));
    }

    [TestMethod]
    public async Task A_manifest_without_what_it_names_is_refused_by_the_registry()
    {
        var manifest = Sample.Manifest(Source, "m", Descriptor.Of("a/b", "nowhere"u8));
        var failure = await Assert.ThrowsExactlyAsync<OciException>(() => Store.PutAsync(manifest, Source, CancellationToken.None));
        Assert.Contains("MANIFEST_BLOB_UNKNOWN", failure.Message, StringComparison.Ordinal);
    }
}
