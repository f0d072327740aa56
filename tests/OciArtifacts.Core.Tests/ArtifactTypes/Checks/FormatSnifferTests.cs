using System.Text;
using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.ArtifactTypes.Definitions;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

[TestClass]
public sealed class FormatSnifferTests
{
    private static readonly Dictionary<ContentFormat, byte[]> Samples = new()
    {
        [ContentFormat.Tar] = At(257, "ustar"),
        [ContentFormat.TarGzip] = [0x1F, 0x8B, 8, 0],
        [ContentFormat.TarZstd] = [0x28, 0xB5, 0x2F, 0xFD, 0],
        [ContentFormat.Zip] = [.. "PK\x03\x04"u8, 0],
        [ContentFormat.Wasm] = [0, .. "asm"u8, 1, 0, 0, 0],
        [ContentFormat.Sif] = At(32, "SIF_MAGIC"),
    };

    [TestMethod]
    [DataRow(ContentFormat.Tar)]
    [DataRow(ContentFormat.TarGzip)]
    [DataRow(ContentFormat.TarZstd)]
    [DataRow(ContentFormat.Zip)]
    [DataRow(ContentFormat.Wasm)]
    [DataRow(ContentFormat.Sif)]
    public void Bytes_are_of_the_format_that_they_begin_with_and_of_no_other(ContentFormat format)
    {
        foreach (var (other, bytes) in Samples) Assert.AreEqual(other == format, FormatSniffer.Fits(format, bytes), other.ToString());
        Assert.IsFalse(FormatSniffer.Fits(format, []));
        Assert.IsFalse(FormatSniffer.Fits(format, "text"u8));
    }

    [TestMethod]
    public void An_empty_archive_is_one()
    {
        Assert.IsTrue(FormatSniffer.Fits(ContentFormat.Tar, new byte[512]));
        Assert.IsFalse(FormatSniffer.Fits(ContentFormat.Tar, new byte[511]));
        Assert.IsTrue(FormatSniffer.Fits(ContentFormat.Zip, "PK\x05\x06"u8));
        Assert.IsTrue(FormatSniffer.Fits(ContentFormat.TarZstd, [0x50, 0x2A, 0x4D, 0x18]), "A frame that is skipped may come first.");
    }

    [TestMethod]
    [DataRow(ContentFormat.Json, "{\"a\":1}", true)]
    [DataRow(ContentFormat.Json, "\uFEFF[1]", true)]
    [DataRow(ContentFormat.Json, " 5 ", true)]
    [DataRow(ContentFormat.Json, "{\"a\":", false)]
    [DataRow(ContentFormat.Json, "a: 1", false)]
    [DataRow(ContentFormat.Json, "", false)]
    [DataRow(ContentFormat.Xml, "  <a/>", true)]
    [DataRow(ContentFormat.Xml, "\uFEFF<?xml version='1.0'?><a/>", true)]
    [DataRow(ContentFormat.Xml, "a", false)]
    [DataRow(ContentFormat.Text, "ä", true)]
    [DataRow(ContentFormat.Text, "", true)]
    [DataRow(ContentFormat.Text, "a\0b", false)]
    [DataRow(ContentFormat.Yaml, "a: 1", true)]
    [DataRow(ContentFormat.Any, "a\0b", true)]
    public void Text_is_of_the_format_that_it_reads_as(ContentFormat format, string text, bool fits) =>
        Assert.AreEqual(fits, FormatSniffer.Fits(format, Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    public void What_is_cut_at_the_512th_byte_is_judged_by_what_is_before()
    {
        var json = Encoding.UTF8.GetBytes($"{{\"a\":\"{new string('x', 600)}\"}}")[..512];
        Assert.IsTrue(FormatSniffer.Fits(ContentFormat.Json, json));
        var text = Encoding.UTF8.GetBytes(new string('x', 511) + "ä")[..512];
        Assert.IsTrue(FormatSniffer.Fits(ContentFormat.Text, text));
        Assert.IsFalse(FormatSniffer.Fits(ContentFormat.Text, text.AsSpan(1)), "Where nothing is cut, half a character is none.");
        Assert.IsTrue(FormatSniffer.Fits(ContentFormat.Json, Encoding.UTF8.GetBytes(new string('[', 512))));
    }

    [TestMethod]
    [DataRow("application/vnd.a.layer.v1.tar+gzip", ContentFormat.TarGzip)]
    [DataRow("application/vnd.docker.image.rootfs.diff.tar.gzip", ContentFormat.TarGzip)]
    [DataRow("application/vnd.a.layer.v1.TAR+ZSTD", ContentFormat.TarZstd)]
    [DataRow("application/vnd.a.layer.v1.tar", ContentFormat.Tar)]
    [DataRow("application/vnd.a.v1+json", ContentFormat.Json)]
    [DataRow("application/json", ContentFormat.Json)]
    [DataRow("application/vnd.a.v1+yaml", ContentFormat.Yaml)]
    [DataRow("application/vnd.a.v1+xml", ContentFormat.Xml)]
    [DataRow("image/svg+xml", ContentFormat.Xml)]
    [DataRow("application/zip", ContentFormat.Zip)]
    [DataRow("application/wasm", ContentFormat.Wasm)]
    [DataRow("application/octet-stream", ContentFormat.Any)]
    [DataRow("text/plain", ContentFormat.Any)]
    public void A_media_type_names_its_format_by_its_ending(string mediaType, ContentFormat format) =>
        Assert.AreEqual(format, FormatSniffer.OfMediaType(mediaType));

    private static byte[] At(int offset, string magic)
    {
        var bytes = new byte[512];
        bytes[0] = (byte)'a';
        Encoding.ASCII.GetBytes(magic).CopyTo(bytes, offset);
        return bytes;
    }
}
