using System.IO.Compression;
using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Caching;

/// <summary>Which layers are packed again when an artifact is packed a second time.</summary>
[TestClass]
public sealed class KnownLayerTests : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly FakeTimeProvider _later = new(TimeProvider.System.GetUtcNow().AddHours(1));

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task Unchanged_files_are_neither_read_nor_packed()
    {
        var plan = Plan();
        var first = await PackAsync(plan);
        Assert.IsTrue(first.Layers.All(layer => layer is { IsCached: false, BytesRead: > 0 }));
        var stamps = first.Layers.Select(layer => FileStamp.Of(layer.Path)).ToList();
        var second = await PackAsync(plan);
        Assert.AreEqual(first.Root, second.Root);
        Assert.IsTrue(second.Layers.All(layer => layer is { IsCached: true, BytesRead: 0 }));
        Assert.AreSequenceEqual(stamps, second.Layers.Select(layer => FileStamp.Of(layer.Path)));
        Assert.AreSequenceEqual(
            first.Layers.Select(layer => layer.UncompressedDigest), second.Layers.Select(layer => layer.UncompressedDigest));
    }

    [TestMethod]
    public async Task Only_the_layer_of_a_changed_file_is_packed()
    {
        var plan = Plan();
        await PackAsync(plan);
        _work.Write("app/1", "changed");
        var second = await PackAsync(plan);
        Assert.AreSequenceEqual([true, false, true], second.Layers.Select(layer => layer.IsCached));
        Assert.AreSequenceEqual([false, true, false], second.Layers.Select(layer => layer.BytesRead > 0));
    }

    [TestMethod]
    public async Task Only_the_file_that_is_rewritten_with_the_same_content_is_read_and_nothing_is_packed()
    {
        var plan = Plan();
        var first = await PackAsync(plan);
        _work.Write("app/1", "one");
        File.SetLastWriteTimeUtc(_work["app/1"], DateTime.UnixEpoch.AddYears(40));
        var second = await PackAsync(plan);
        Assert.AreEqual(first.Root, second.Root);
        Assert.AreSequenceEqual([true, true, true], second.Layers.Select(layer => layer.IsCached));
        Assert.AreSequenceEqual([0L, 3L, 0L], second.Layers.Select(layer => layer.BytesRead));
    }

    [TestMethod]
    [DataRow("level")]
    [DataRow("compression")]
    [DataRow("time")]
    [DataRow("path")]
    [DataRow("prefix")]
    [DataRow("package")]
    [DataRow("format")]
    [DataRow("unpacked")]
    public async Task Another_setting_makes_another_archive(string what)
    {
        var plan = Plan();
        await PackAsync(plan);
        var app = plan.Layers[1];
        var other = what switch
        {
            "level" => app with { Level = CompressionLevel.Fastest },
            "compression" => app with { Compression = LayerCompression.Zstd },
            "path" => app with { Files = [.. app.Files.Select(file => file with { EntryPath = "x/" + file.EntryPath })] },
            "prefix" => app with { BeginsWithDot = true },
            "package" => app with { Files = [.. app.Files.Select(file => file with { IsFromPackage = true })] },
            "format" => app with { Format = LayerFormat.Zip },
            "unpacked" => app with { IsUnpackedByOras = true },
            _ => app,
        };
        var time = what == "time" ? DateTimeOffset.UnixEpoch.AddYears(1) : plan.EntryTime;
        var second = await PackAsync(plan with { Layers = [plan.Layers[0], other, plan.Layers[2]], EntryTime = time });
        Assert.IsFalse(second.Layers[1].IsCached);
        var alone = new ManifestPlan("a/b", [other]) { EntryTime = time };
        var fresh = await new ArtifactPacker(_work["fresh"]).PackAsync(alone, CancellationToken.None);
        Assert.AreEqual(fresh.Layers[0].Content.Digest, second.Layers[1].Content.Digest);
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task Another_mode_makes_another_archive()
    {
        var plan = Plan();
        var first = await PackAsync(plan);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_work["app/1"], (UnixFileMode)Convert.ToInt32("755", 8));
        var second = await PackAsync(plan);
        Assert.AreSequenceEqual([true, false, true], second.Layers.Select(layer => layer.IsCached));
        Assert.AreNotEqual(first.Root, second.Root);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_damaged_or_deleted_archive_is_packed_again(bool isDeleted)
    {
        var plan = Plan();
        var first = await PackAsync(plan);
        var (path, content) = (first.Layers[1].Path, File.ReadAllBytes(first.Layers[1].Path));
        if (isDeleted) File.Delete(path);
        else File.WriteAllBytes(path, new byte[content.Length]);
        var second = await PackAsync(plan);
        Assert.IsFalse(second.Layers[1].IsCached);
        Assert.AreSequenceEqual(content, File.ReadAllBytes(path));
    }

    [TestMethod]
    public async Task An_added_or_removed_file_makes_another_archive()
    {
        var plan = Plan();
        await PackAsync(plan);
        var app = plan.Layers[1];
        var third = new PlannedFile(_work.Write("app/3", "3"), "3");
        foreach (var files in (IReadOnlyList<PlannedFile>[])[[.. app.Files, third], [app.Files[0]]])
        {
            var next = await PackAsync(plan with { Layers = [plan.Layers[0], app with { Files = files }, plan.Layers[2]] });
            Assert.AreSequenceEqual([true, false, true], next.Layers.Select(layer => layer.IsCached));
        }
    }

    [TestMethod]
    public async Task Files_that_swap_their_contents_make_another_archive()
    {
        var plan = Plan();
        var first = await PackAsync(plan);
        _work.Write("app/1", "two");
        _work.Write("app/2", "one");
        Assert.AreNotEqual(first.Root, (await PackAsync(plan)).Root);
    }

    private ManifestPlan Plan() => new("a/b",
    [
        PackedFiles.RawLayer("raw", _work.Write("raw", "raw")),
        PackedFiles.TarLayer(
            "app", new PlannedFile(_work.Write("app/1", "one"), "1"), new PlannedFile(_work.Write("app/2", "two"), "2")) with
        {
            Compression = LayerCompression.Gzip,
        },
        PackedFiles.TarLayer("zip", new PlannedFile(_work.Write("zip/1", "one"), "1")) with { Format = LayerFormat.Zip },
    ]);

    private async Task<PackedArtifact> PackAsync(ManifestPlan plan)
    {
        var cache = DigestCache.Load(_work["digests.bin"], _later);
        var artifact = await new ArtifactPacker(_work["packed"], cache, workers: 2).PackAsync(plan, CancellationToken.None);
        cache.Save();
        return artifact;
    }
}
