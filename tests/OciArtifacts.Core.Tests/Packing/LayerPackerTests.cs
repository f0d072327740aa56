using System.IO.Compression;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.Core.Packing.Compression;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing;

[TestClass]
public sealed class LayerPackerTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void A_raw_layer_stays_where_it_is()
    {
        var path = _work.Write("file", Sample.Bytes(600_000));
        var layer = Pack(PackedFiles.RawLayer("raw", path));
        Assert.AreEqual(path, layer.Path);
        Assert.AreEqual(Descriptor.Of("application/octet-stream", Sample.Bytes(600_000)), layer.Content);
        Assert.IsFalse(Directory.Exists(_work["packed"]));
    }

    [TestMethod]
    public void A_raw_layer_may_be_empty()
    {
        var layer = Pack(PackedFiles.RawLayer("raw", _work.Write("file", "")));
        Assert.AreEqual(Descriptor.Of("application/octet-stream", []), layer.Content);
    }

    [TestMethod]
    public async Task An_archive_is_one_file_of_the_work_folder()
    {
        var layer = Pack(PackedFiles.TarLayer("App files", PackedFiles.Plan(_work, "a", "b")));
        Assert.AreSequenceEqual([layer.Path], Directory.GetFileSystemEntries(_work["packed"]));
        Assert.AreEqual(Descriptor.Of("application/vnd.example.layer.v1.tar", await File.ReadAllBytesAsync(layer.Path)), layer.Content);
        Assert.AreEqual(2, layer.FileCount);
        Assert.AreEqual("App files", layer.Name);
    }

    [TestMethod]
    [DataRow("a/b", "a.b")]
    [DataRow("a", "A")]
    [DataRow("../x", "..-x")]
    [DataRow("0123456789012345678901234567890123456789-one", "0123456789012345678901234567890123456789-two")]
    public void Layers_whose_names_are_alike_stay_apart(string first, string second)
    {
        var one = Pack(PackedFiles.TarLayer(first, PackedFiles.Plan(_work, "a")));
        var two = Pack(PackedFiles.TarLayer(second, PackedFiles.Plan(_work, "b")));
        Assert.IsFalse(string.Equals(one.Path, two.Path, StringComparison.OrdinalIgnoreCase));
        Assert.AreEqual(_work["packed"], Path.GetDirectoryName(one.Path));
        Assert.AreEqual(_work["packed"], Path.GetDirectoryName(two.Path));
    }

    [TestMethod]
    public async Task Gzip_of_the_same_files_has_the_same_bytes_and_holds_the_archive()
    {
        var files = PackedFiles.Plan(_work, "a", "b/c");
        var first = Pack(Gzip(files));
        var bytes = await File.ReadAllBytesAsync(first.Path);
        File.SetLastWriteTimeUtc(files[0].SourcePath, new DateTime(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.AreEqual(first.Content.Digest, (Pack(Gzip(files))).Content.Digest);
        Assert.AreEqual(Digest.Sha256(bytes), first.Content.Digest);
        Assert.AreEqual(bytes.Length, first.Content.Size);
        Assert.AreSequenceEqual(PackedFiles.Archive(files), Unzipped(bytes));
    }

    [TestMethod]
    public void The_level_of_compression_is_the_one_of_the_plan()
    {
        var file = new PlannedFile(_work.Write("zeros", new byte[100_000]), "zeros");
        var stored = Pack(Gzip(file) with { Level = CompressionLevel.NoCompression });
        var small = Pack(Gzip(file) with { Level = CompressionLevel.SmallestSize });
        Assert.IsGreaterThan(100_000, stored.Content.Size);
        Assert.IsLessThan(10_000, small.Content.Size);
    }

    [TestMethod]
    [DataRow(LayerCompression.None)]
    [DataRow(LayerCompression.Gzip)]
    public void What_oras_unpacks_says_the_digest_of_the_uncompressed_archive(LayerCompression compression)
    {
        var files = PackedFiles.Plan(_work, "a", "b/c");
        var layer = Pack(PackedFiles.TarLayer("t", files) with { Compression = compression, IsUnpackedByOras = true });
        Assert.AreEqual("true", layer.Content.Annotations!["io.deis.oras.content.unpack"]);
        Assert.AreEqual(
            Digest.Sha256(PackedFiles.Archive(files)).ToString(), layer.Content.Annotations["io.deis.oras.content.digest"]);
    }

    [TestMethod]
    public void Other_layers_say_nothing_of_oras()
    {
        Assert.IsNull((Pack(PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a")))).Content.Annotations);
        Assert.IsNull((Pack(PackedFiles.RawLayer("r", _work.Write("file", "x")))).Content.Annotations);
    }

    [TestMethod]
    public void Annotations_of_the_plan_are_those_of_the_layer()
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = "a.txt" };
        var tar = PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a")) with { Annotations = annotations, IsUnpackedByOras = true };
        Assert.HasCount(3, (Pack(tar)).Content.Annotations!);
        Assert.AreEqual("a.txt", (Pack(tar)).Content.Annotations![Annotations.Title]);
        var raw = PackedFiles.RawLayer("r", _work.Write("file", "x")) with { Annotations = annotations };
        Assert.AreEqual("a.txt", (Pack(raw)).Content.Annotations![Annotations.Title]);
    }

    [TestMethod]
    [DataRow(LayerFormat.Raw)]
    [DataRow(LayerFormat.Tar)]
    public void A_missing_file_is_named_and_nothing_is_left(LayerFormat format)
    {
        var layer = new PlannedLayer("l", "a/b", format, [new PlannedFile(_work["missing.txt"], "a")]);
        var failure = Failure.With(OciErrorCode.FileNotFound, () => Pack(layer));
        Assert.Contains(_work["missing.txt"], failure.Message, StringComparison.Ordinal);
        Assert.IsEmpty(Directory.GetFiles(_work.Path, "*", SearchOption.AllDirectories));
    }

    [TestMethod]
    [DataRow(LayerCompression.None)]
    [DataRow(LayerCompression.Gzip)]
    public async Task A_pack_that_fails_leaves_the_archive_of_the_last_one(LayerCompression compression)
    {
        var files = PackedFiles.Plan(_work, "a", "b");
        var plan = PackedFiles.TarLayer("t", files) with { Compression = compression };
        var layer = Pack(plan);
        var before = await File.ReadAllBytesAsync(layer.Path);
        File.Delete(files[1].SourcePath);
        Failure.With(OciErrorCode.FileNotFound, () => Pack(plan));
        Assert.AreSequenceEqual([layer.Path], Directory.GetFileSystemEntries(_work["packed"]));
        Assert.AreSequenceEqual(before, await File.ReadAllBytesAsync(layer.Path));
    }

    [TestMethod]
    public void Layers_of_one_name_and_different_titles_stay_apart()
    {
        var layer = PackedFiles.TarLayer("t", PackedFiles.Plan(_work, "a"));
        var one = Pack(Titled(layer, "one"));
        var two = Pack(Titled(layer, "two"));
        Assert.AreNotEqual(one.Path, two.Path);
    }

    [TestMethod]
    [DataRow(LayerCompression.None)]
    [DataRow(LayerCompression.Gzip)]
    public void It_says_how_many_bytes_of_files_were_read(LayerCompression compression)
    {
        var files = PackedFiles.Plan(_work, "12345", "folder/890");
        Assert.AreEqual(15, (Pack(PackedFiles.TarLayer("t", files) with { Compression = compression })).BytesRead);
        Assert.AreEqual(5, (Pack(PackedFiles.RawLayer("r", files[0].SourcePath))).BytesRead);
    }

    // Any process can open its own memory file, but to read the first byte of it always fails.
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow(LayerFormat.Raw)]
    [DataRow(LayerFormat.Tar)]
    public void A_file_that_cannot_be_read_is_named(LayerFormat format)
    {
        var layer = new PlannedLayer("l", "a/b", format, [new PlannedFile("/proc/self/mem", "a")]);
        var failure = Failure.With(OciErrorCode.FileAccess, () => Pack(layer));
        Assert.Contains("'/proc/self/mem' cannot be read", failure.Message, StringComparison.Ordinal);
    }

    private static PlannedLayer Titled(PlannedLayer layer, string title) => layer with
    {
        Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [Annotations.Title] = title },
    };

    private static PlannedLayer Gzip(params PlannedFile[] files) =>
        PackedFiles.TarLayer("gz", files) with { Compression = LayerCompression.Gzip };

    private static byte[] Unzipped(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var unzipped = new MemoryStream();
        gzip.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    private PackedLayer Pack(PlannedLayer layer)
    {
        using var pool = new BlockPool(workers: 2);
        return new LayerPacker(_work["packed"], DateTimeOffset.UnixEpoch, DigestCache.Empty(), pool).Pack(layer, CancellationToken.None);
    }
}
