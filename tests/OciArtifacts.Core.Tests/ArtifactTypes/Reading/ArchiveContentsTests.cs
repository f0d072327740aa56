using System.Formats.Tar;
using System.Text;
using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.ArtifactTypes.Reading;
using OciArtifacts.TestKit;
using static OciArtifacts.TestKit.Archives;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Reading;

/// <summary>The metadata of an artifact is read from an archive that is packed already.</summary>
[TestClass]
public sealed class ArchiveContentsTests : IDisposable
{
    private static readonly LayerRule Flat = new("package", ["application/zip"]) { Format = ContentFormat.Zip };
    private static readonly LayerRule Rooted = Flat with { Root = "{metadata.name}" };

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("zip")]
    [DataRow("tar")]
    [DataRow("tar.gz")]
    [DataRow("tar.zst")]
    public void The_file_is_found_in_an_archive_of_any_kind(string kind)
    {
        (string, string)[] files = [("deep/widget.json", """{"name":"deeper"}"""), ("./widget.json", """{"name":"a"}""")];
        var bytes = kind switch
        {
            "zip" => ZipOf([.. files.Select(file => (file.Item1.TrimStart('.', '/'), file.Item2))]),
            "tar" => TarOf([.. files.Select(file => (file.Item1, Encoding.UTF8.GetBytes(file.Item2)))]),
            "tar.gz" => TarGzipOf(files),
            _ => ZstdOf(TarOf([.. files.Select(file => (file.Item1, Encoding.UTF8.GetBytes(file.Item2)))])),
        };
        Assert.AreEqual("""{"name":"a"}""", Read(bytes).FindMetadata("widget.json", Flat, schema: null)!.ToJsonString());
        Assert.AreEqual(
            """{"name":"deeper"}""",
            Read(bytes).FindMetadata("widget.json", Rooted, schema: null)!.ToJsonString(),
            "Where all files are in a folder, it is there.");
    }

    [TestMethod]
    [DataRow("widget.json", "Widget.json", false)]
    [DataRow("*.nuspec", "Contoso.Package.NUSPEC", true)]
    [DataRow("*.json", "a.txt", false)]
    public void A_pattern_is_of_any_letters_and_a_name_as_it_is_written(string pattern, string file, bool isFound)
    {
        var contents = Read(ZipOf((file, "<package><metadata><id>a</id><version>1.0.0</version></metadata></package>")));
        Assert.AreEqual(isFound, contents.FindMetadata(pattern, Flat, schema: null) is not null);
    }

    [TestMethod]
    public void Several_at_the_same_place_are_an_error_that_names_them()
    {
        var failure = Failure.With(
            OciErrorCode.InvalidMetadata,
            () => Read(ZipOf(("a.nuspec", ""), ("b.nuspec", ""))).FindMetadata("*.nuspec", Flat, schema: null));
        Assert.AreEqual(
            $"'{_work["archive"]}' has several files that say what the artifact is: a.nuspec, b.nuspec. It may have one *.nuspec.",
            failure.Message);
    }

    [TestMethod]
    public void One_that_cannot_be_understood_is_named_with_its_archive()
    {
        var failure = Failure.With(
            OciErrorCode.InvalidMetadata, () => Read(ZipOf(("widget.json", "{"))).FindMetadata("widget.json", Flat, schema: null));
        StringAssert.StartsWith(
            failure.Message, $"'widget.json' in '{_work["archive"]}' says what the artifact is, but cannot be understood: ");
        Failure.With(
            OciErrorCode.InvalidMetadata,
            () => Read(
                ZipOf(("widget.json", $"{{\"a\":\"{new string('x', 1024 * 1024)}\"}}"))).FindMetadata("widget.json", Flat, schema: null));
    }

    [TestMethod]
    public void Folders_and_what_links_lead_to_are_no_files()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "a/"));
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a/widget.json") { LinkName = "/etc/passwd" });
        }

        Assert.AreSequenceEqual(["a/widget.json 0"], Read(bytes.ToArray()).Entries.Select(entry => $"{entry.Path} {entry.Size}"));
    }

    [TestMethod]
    [DataRow("../widget.json")]
    [DataRow("a/../../widget.json")]
    [DataRow(@"..\widget.json")]
    [DataRow("C:/widget.json")]
    public void A_file_that_leads_out_of_the_archive_is_an_error(string path) =>
        Assert.Contains(
            $"a file '{path}', which leads out of the folder",
            Failure.With(OciErrorCode.FormatMismatch, () => Read(TarGzipOf((path, "{}")))).Message,
            StringComparison.Ordinal);

    [TestMethod]
    public void A_path_that_begins_with_a_slash_is_one_in_the_archive() =>
        Assert.AreSequenceEqual(["a/widget.json"], Read(TarGzipOf(("/a/widget.json", "{}"))).Entries.Select(entry => entry.Path));

    [TestMethod]
    public void What_is_no_archive_or_is_cut_off_is_an_error_that_names_it()
    {
        var whole = TarGzipOf(("widget.json", new string('x', 10_000)));
        byte[][] all =
        [
            "no archive"u8.ToArray(), [], whole[..(whole.Length / 2)], GzipOf([0]), GzipOf("text"u8.ToArray()), ZipOf(("a", "b"))[..20],
        ];
        foreach (var bytes in all)
        {
            StringAssert.StartsWith(
                Failure.With(OciErrorCode.FormatMismatch, () => Read(bytes)).Message,
                $"'{_work["archive"]}' is no archive that can be read: ");
        }
    }

    [TestMethod]
    public void A_file_that_is_not_there_is_an_error() =>
        Failure.With(OciErrorCode.FileNotFound, () => ArchiveContents.Read(_work["missing"]));

    // Helm refuses 100 MiB and accepts one byte less (pkg/chart/loader/archive).
    [TestMethod]
    public void Of_what_is_compressed_as_a_whole_100_MiB_are_not_unpacked()
    {
        var half = new byte[50 * 1024 * 1024];
        Assert.HasCount(2, Read(GzipOf(TarOf(("a", half), ("b", half[1..])))).Entries);
        var failure = Failure.With(OciErrorCode.FormatMismatch, () => Read(GzipOf(TarOf(("a", half), ("b", half)))));
        Assert.Contains("Its files have 104857600 bytes or more, and no more are unpacked", failure.Message, StringComparison.Ordinal);
        Assert.HasCount(2, Read(TarOf(("a", half), ("b", half))).Entries, "What is not compressed is as large as it looks.");

        // Only charts have this limit; a database may be larger.
        var path = _work.Write("archive", GzipOf(TarOf(("a", half), ("b", half))));
        Assert.HasCount(2, ArchiveContents.Read(path, new LayerRule("db", ["application/vnd.contoso.db.layer.v1.tar+gzip"])).Entries);
        Failure.With(
            OciErrorCode.FormatMismatch,
            () => ArchiveContents.Read(path, new LayerRule("chart", ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"])));
    }

    [TestMethod]
    public void A_zstd_archive_that_is_cut_off_or_damaged_is_an_error_that_names_it()
    {
        var whole = ZstdOf(TarOf(("widget.json", Encoding.UTF8.GetBytes(new string('x', 10_000)))));
        byte[] damaged = [.. whole[..4], 0xFF, 0xFF, 0xFF, 0xFF];
        foreach (var bytes in (byte[][])[whole[..(whole.Length / 2)], damaged])
        {
            var failure = Failure.With(OciErrorCode.FormatMismatch, () => Read(bytes));
            StringAssert.StartsWith(failure.Message, $"'{_work["archive"]}' is no archive that can be read: ");
        }
    }

    private static byte[] ZstdOf(byte[] content)
    {
        using var zstd = new ZstdSharp.Compressor();
        return zstd.Wrap(content).ToArray();
    }

    private ArchiveContents Read(byte[] bytes) => ArchiveContents.Read(_work.Write("archive", bytes));
}
