using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Ahead;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Ahead;

/// <summary>Archives that are packed before the plan is known.</summary>
[TestClass]
public sealed class LayersAheadTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow(LayerCompression.Gzip)]
    [DataRow(LayerCompression.Zstd)]
    [DataRow(LayerCompression.None)]
    public async Task An_archive_of_the_same_bytes_is_taken_over_and_is_what_it_would_be_without(LayerCompression compression)
    {
        using var ahead = Ahead();
        ahead.Start(Layer("source", compression));
        var artifact = await PackAsync(Layer("published", compression), ahead);
        Assert.IsTrue(artifact.Layers[0].WasPackedEarly);
        Assert.IsGreaterThan(0, artifact.Layers[0].BytesRead);
        Assert.AreEqual((await PackAsync(Layer("published", compression), ahead: null, "other")).Root, artifact.Root);
        Assert.AreSequenceEqual([artifact.Layers[0].Path], Directory.GetFileSystemEntries(_work["packed"]));
    }

    [TestMethod]
    public async Task The_next_run_finds_it_as_if_it_had_been_packed_then()
    {
        using var ahead = Ahead();
        ahead.Start(Layer("source"));
        var layer = Layer("published");
        await PackAsync(layer, ahead);
        var next = await PackAsync(layer, ahead: null);
        Assert.IsTrue(next.Layers[0] is { IsCached: true, WasPackedEarly: false, BytesRead: 0 });
    }

    [TestMethod]
    [DataRow("another content of the same size")]
    [DataRow("another size")]
    [DataRow("another path")]
    [DataRow("a file more")]
    [DataRow("another level")]
    [DataRow("another name")]
    public async Task What_is_published_in_the_end_counts(string what)
    {
        var layer = Layer("published");
        layer = what switch
        {
            "another content of the same size" => Changed(layer, "0ne"),
            "another size" => Changed(layer, "one more"),
            "another path" => layer with { Files = [.. layer.Files.Select(file => file with { EntryPath = $"in/{file.EntryPath}" })] },
            "a file more" => layer with { Files = [.. layer.Files, new PlannedFile(_work.Write("published/4", "four"), "4")] },
            "another level" => layer with { Level = System.IO.Compression.CompressionLevel.Fastest },
            _ => layer with { Name = "other" },
        };
        using var ahead = Ahead();
        ahead.Start(Layer("source"));
        var artifact = await PackAsync(layer, ahead);
        Assert.IsFalse(artifact.Layers[0].WasPackedEarly);
        Assert.AreEqual((await PackAsync(layer, ahead: null, "other")).Root, artifact.Root);

        // The unused archives are deleted.
        Assert.AreSequenceEqual([artifact.Layers[0].Path], Directory.GetFileSystemEntries(_work["packed"]));
    }

    [TestMethod]
    [DataRow("source")]
    [DataRow("packed")]
    public async Task A_failure_ahead_is_ignored_and_the_packer_packs_the_layer(string what)
    {
        var source = Layer("source");
        if (what == "source") File.Delete(source.Files[1].SourcePath);
        else _work.Write("packed", "a file where the folder should be");
        using var ahead = Ahead();
        ahead.Start(source);
        if (what == "packed")
        {
            Assert.IsNull(await TakeAsync(ahead, source));
            File.Delete(_work["packed"]);
        }

        Assert.IsFalse((await PackAsync(Layer("published"), ahead)).Layers[0].WasPackedEarly);
    }

    [TestMethod]
    public async Task An_archive_that_is_not_taken_is_stopped_and_leaves_nothing()
    {
        using (var file = File.Create(_work.Write("large", ""))) file.SetLength(4L << 30);
        var layer = PackedFiles.TarLayer("large", new PlannedFile(_work["large"], "large")) with { Compression = LayerCompression.Gzip };
        var ahead = Ahead();
        ahead.Start(layer);
        while (FilesAhead().Length == 0) await Task.Delay(10);
        ahead.Dispose();
        AssertNothingIsLeft();
    }

    [TestMethod]
    public async Task A_complete_archive_that_is_not_taken_is_deleted_too()
    {
        var ahead = Ahead();
        var layer = Layer("source");
        ahead.Start(layer);
        await WaitForArchiveAsync();
        ahead.Dispose();
        AssertNothingIsLeft();
    }

    [TestMethod]
    public async Task An_archive_that_was_changed_since_is_not_taken()
    {
        using var ahead = Ahead();
        var layer = Layer("source");
        ahead.Start(layer);
        var path = await WaitForArchiveAsync();
        await Task.Delay(50);
        File.WriteAllBytes(path, new byte[new FileInfo(path).Length]);
        var artifact = await PackAsync(Layer("published"), ahead);
        Assert.IsFalse(artifact.Layers[0].WasPackedEarly);
        Assert.AreEqual((await PackAsync(Layer("published"), ahead: null, "other")).Root, artifact.Root);
    }

    // Takes the archive like the packer, to a separate place.
    private Task<CachedLayer?> TakeAsync(LayersAhead ahead, PlannedLayer layer)
    {
        var files = LayerPacker.SourcesOf(layer.Files, DigestCache.Empty());
        var shape = LayerKey.ShapeKey(layer, DateTimeOffset.UnixEpoch, files.Files, files.Stamps);
        return Task.Run(() => ahead.TryTake(
            layer.Name,
            shape,
            () => LayerKey.ContentKey(shape, files.Digests(CancellationToken.None)),
            _work["taken"],
            CancellationToken.None));
    }

    private string[] FilesAhead() =>
        Directory.Exists(_work["packed"]) ? Directory.GetFiles(_work["packed"], "*", SearchOption.AllDirectories) : [];

    private async Task<string> WaitForArchiveAsync()
    {
        string? path;
        while ((path = FilesAhead().FirstOrDefault(file => file.EndsWith(".layer", StringComparison.Ordinal))) is null)
        {
            await Task.Delay(10);
        }

        return path;
    }

    private void AssertNothingIsLeft() =>
        Assert.IsEmpty(Directory.Exists(_work["packed"]) ? Directory.GetFileSystemEntries(_work["packed"]) : []);

    private LayersAhead Ahead() => new(_work["packed"], DateTimeOffset.UnixEpoch, workers: 1);

    private PlannedLayer Layer(string folder, LayerCompression compression = LayerCompression.Gzip)
    {
        var layer = PackedFiles.TarLayer(
            "packages",
            new PlannedFile(_work.Write($"{folder}/1", "one"), "1") { Origin = "a/1" },
            new PlannedFile(_work.Write($"{folder}/2", new string('x', 3_000_000)), "2"),
            new PlannedFile(_work.Write($"{folder}/3", ""), "3"));
        return layer with { Compression = compression };
    }

    private PlannedLayer Changed(PlannedLayer layer, string text)
    {
        _work.Write("published/1", text);
        return layer;
    }

    private async Task<PackedArtifact> PackAsync(PlannedLayer layer, LayersAhead? ahead, string folder = "packed")
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1));
        var cache = DigestCache.Load(_work[$"{folder}.bin"], time);
        var packer = new ArtifactPacker(_work[folder], cache, workers: 2) { EarlyArchives = ahead };
        var artifact = await packer.PackAsync(new ManifestPlan("a/b", [layer]), CancellationToken.None);
        cache.Save();
        return artifact;
    }
}
