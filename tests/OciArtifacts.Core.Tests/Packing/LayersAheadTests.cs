using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

/// <summary>What was packed before the plan was there, from files that were expected to get into it.</summary>
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
        ahead.Begin(Layer("source", compression));
        var artifact = await PackAsync(Layer("published", compression), ahead);
        Assert.IsTrue(artifact.Layers[0].WasAhead);
        Assert.IsGreaterThan(0, artifact.Layers[0].BytesRead);
        Assert.AreEqual((await PackAsync(Layer("published", compression), ahead: null, "other")).Root, artifact.Root);
        Assert.AreSequenceEqual([artifact.Layers[0].Path], Directory.GetFileSystemEntries(_work["packed"]));
    }

    [TestMethod]
    public async Task The_next_run_finds_it_as_if_it_had_been_packed_then()
    {
        using var ahead = Ahead();
        ahead.Begin(Layer("source"));
        var layer = Layer("published");
        await PackAsync(layer, ahead);
        var next = await PackAsync(layer, ahead: null);
        Assert.IsTrue(next.Layers[0] is { IsCached: true, WasAhead: false, BytesRead: 0 });
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
        ahead.Begin(Layer("source"));
        var artifact = await PackAsync(layer, ahead);
        Assert.IsFalse(artifact.Layers[0].WasAhead);
        Assert.AreEqual((await PackAsync(layer, ahead: null, "other")).Root, artifact.Root);

        // Nothing is left of what was in vain.
        Assert.AreSequenceEqual([artifact.Layers[0].Path], Directory.GetFileSystemEntries(_work["packed"]));
    }

    [TestMethod]
    [DataRow("source")]
    [DataRow("packed")]
    public async Task What_goes_wrong_ahead_is_nobodys_concern(string what)
    {
        var source = Layer("source");
        if (what == "source") File.Delete(source.Files[1].SourcePath);
        else _work.Write("packed", "a file where the folder should be");
        using var ahead = Ahead();
        ahead.Begin(source);
        if (what == "packed")
        {
            Assert.IsNull(await Packing(ahead, source));
            File.Delete(_work["packed"]);
        }

        Assert.IsFalse((await PackAsync(Layer("published"), ahead)).Layers[0].WasAhead);
    }

    [TestMethod]
    public async Task Who_is_not_wanted_any_more_stops_and_leaves_nothing()
    {
        using (var file = File.Create(_work.Write("large", ""))) file.SetLength(4L << 30);
        var layer = PackedFiles.TarLayer("large", new PlannedFile(_work["large"], "large")) with { Compression = LayerCompression.Gzip };
        var ahead = Ahead();
        ahead.Begin(layer);
        var packing = Packing(ahead, layer);
        ahead.Dispose();
        Assert.IsNull(await packing);
        AssertNothingIsLeft();
    }

    [TestMethod]
    public async Task What_is_whole_and_not_wanted_is_gone_too()
    {
        var ahead = Ahead();
        var layer = Layer("source");
        ahead.Begin(layer);
        Assert.IsTrue(File.Exists((await Packing(ahead, layer))!.Path));
        ahead.Dispose();
        AssertNothingIsLeft();
    }

    [TestMethod]
    public async Task What_somebody_has_touched_since_is_not_taken_over()
    {
        using var ahead = Ahead();
        var layer = Layer("source");
        ahead.Begin(layer);
        var whole = (await Packing(ahead, layer))!;
        File.WriteAllBytes(whole.Path, new byte[whole.Archive.Size]);
        var artifact = await PackAsync(Layer("published"), ahead);
        Assert.IsFalse(artifact.Layers[0].WasAhead);
        Assert.AreEqual((await PackAsync(Layer("published"), ahead: null, "other")).Root, artifact.Root);
    }

    private static async Task<ArchiveAhead?> Packing(LayersAhead ahead, PlannedLayer layer)
    {
        Assert.IsTrue(ahead.TryFind(layer.Name, OutlineOf(layer), CancellationToken.None, out var packing));
        return await packing;
    }

    private void AssertNothingIsLeft() => Assert.IsEmpty(Directory.Exists(_work["packed"]) ? Directory.GetFileSystemEntries(_work["packed"]) : []);

    private LayersAhead Ahead() => new(_work["packed"], DateTimeOffset.UnixEpoch, workers: 1);

    private static Digest OutlineOf(PlannedLayer layer)
    {
        var files = PackedFiles.Sources([.. layer.Files]);
        return LayerKey.ShapeKey(layer, DateTimeOffset.UnixEpoch, files.Files, files.Stamps);
    }

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
        var cache = DigestCache.Load(_work[$"{folder}.bin"], new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1)));
        var artifact = await new ArtifactPacker(_work[folder], cache, workers: 2) { Ahead = ahead }.PackAsync(new ArtifactPlan("a/b", [layer]), CancellationToken.None);
        cache.Save();
        return artifact;
    }
}
