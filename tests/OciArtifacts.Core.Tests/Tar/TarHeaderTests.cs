using System.Formats.Tar;
using System.Text;
using CsCheck;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Tar;

namespace OciArtifacts.Core.Tests.Tar;

[TestClass]
public sealed class TarHeaderTests
{
    private const long EightGibibytes = 8L * 1024 * 1024 * 1024;

    [TestMethod]
    [DataRow("a")]
    [DataRow("with space")]
    [DataRow("100%#;&=+\\\"'.txt")]
    [DataRow("ümlaut/日本/é.txt")]
    [DataRow("emoji-\U0001F600")]
    [DataRow("new\nline")]
    public void Any_path_is_read_as_it_was(string path) => Assert.AreEqual(path, Read(TarHeader.ForFile(path, 0, TarMode.Plain, 0)).Name);

    [TestMethod]
    [DataRow(99)]
    [DataRow(100)]
    [DataRow(101)]
    [DataRow(155)]
    [DataRow(255)]
    [DataRow(256)]
    [DataRow(257)]
    [DataRow(999)]
    [DataRow(5000)]
    public void A_path_of_any_length_is_read_as_it_was(int length)
    {
        var path = string.Concat(Enumerable.Repeat("folder/", length / 7)) + new string('f', length % 7);
        Assert.AreEqual(path, Read(TarHeader.ForFile(path, 0, TarMode.Plain, 0)).Name);
    }

    [TestMethod]
    public void Whatever_the_length_and_the_letters_a_path_is_read_as_it_was() =>
        Gen.String[Gen.Char["aü€"], 1, 1100].Sample(path => Read(TarHeader.ForFile(path, 0, TarMode.Plain, 0)).Name == path, iter: 300);

    [TestMethod]
    public void Only_what_needs_one_has_a_pax_record()
    {
        Assert.HasCount(512, TarHeader.ForFile(new string('a', 100), EightGibibytes - 1, TarMode.Plain, 0));
        Assert.HasCount(1536, TarHeader.ForFile(new string('a', 101), 0, TarMode.Plain, 0));
        Assert.HasCount(1536, TarHeader.ForFile("ü", 0, TarMode.Plain, 0));
        Assert.HasCount(1536, TarHeader.ForFile("a", EightGibibytes, TarMode.Plain, 0));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(1L)]
    [DataRow(EightGibibytes - 1)]
    [DataRow(EightGibibytes)]
    [DataRow(EightGibibytes + 1)]
    [DataRow(1L << 50)]
    public void A_size_of_any_length_is_read_as_it_was(long size)
    {
        using var reader = new TarReader(new ForwardStream(TarHeader.ForFile("a", size, TarMode.Plain, 0)));
        Assert.AreEqual(size, reader.GetNextEntry()!.Length);
    }

    [TestMethod]
    public void The_name_of_a_pax_record_is_the_same_in_every_process() => Assert.AreEqual(
        "PaxHeader", Encoding.ASCII.GetString(TarHeader.ForFile("ü", 0, TarMode.Plain, 0), 0, 100).TrimEnd('\0'));

    [TestMethod]
    public void Nobody_owns_an_entry()
    {
        var entry = (PosixTarEntry)Read(TarHeader.ForFile("a", 0, TarMode.Plain, 0));
        Assert.AreEqual((0, 0, "", ""), (entry.Uid, entry.Gid, entry.UserName, entry.GroupName));
    }

    [TestMethod]
    public void Mode_and_time_are_those_that_were_given()
    {
        var entry = Read(TarHeader.ForFile("a", 0, TarMode.Folder, 1_700_000_000));
        Assert.AreEqual(TarMode.Folder, entry.Mode);
        Assert.AreEqual(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), entry.ModificationTime);
        Assert.AreEqual(TarEntryType.RegularFile, entry.EntryType);
    }

    [TestMethod]
    [DataRow("a")]
    [DataRow("ü")]
    public void A_folder_is_a_folder_that_everybody_may_enter(string path)
    {
        var entry = Read(TarHeader.ForFolder(path, 7));
        Assert.AreEqual(TarEntryType.Directory, entry.EntryType);
        Assert.AreEqual(path + "/", entry.Name);
        Assert.AreEqual(Convert.ToInt32("755", 8), (int)entry.Mode);
    }

    [TestMethod]
    public void The_checksum_is_that_of_the_standard()
    {
        var block = TarHeader.ForFile("name", 5, TarMode.Plain, 1);
        var written = Convert.ToInt32(Encoding.ASCII.GetString(block, 148, 6), 8);
        Assert.AreSequenceEqual(new byte[] { 0, (byte)' ' }, block[154..156]);
        block.AsSpan(148, 8).Fill((byte)' ');
        Assert.AreEqual(block.Sum(b => b), written);
        Assert.AreEqual("ustar\000", Encoding.ASCII.GetString(block, 257, 8));
    }

    [TestMethod]
    [DataRow(0L, 0)]
    [DataRow(1L, 511)]
    [DataRow(511L, 1)]
    [DataRow(512L, 0)]
    [DataRow(513L, 511)]
    [DataRow(EightGibibytes + 1, 511)]
    public void Content_is_filled_up_to_whole_blocks(long size, int padding) => Assert.AreEqual(padding, TarHeader.PaddingAfter(size));

    [TestMethod]
    public void The_end_is_two_blocks_of_zeros() => Assert.AreSequenceEqual(new byte[1024], TarHeader.End.ToArray());

    private static TarEntry Read(byte[] header)
    {
        using var reader = new TarReader(new MemoryStream(header));
        return reader.GetNextEntry()!;
    }

    // The reader would seek in a seekable stream, but this one has headers only.
    private sealed class ForwardStream(byte[] bytes) : ReadOnlyStream
    {
        private readonly MemoryStream _inner = new(bytes);

        public override int Read(Span<byte> buffer) => _inner.Read(buffer);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));

        protected override void Dispose(bool disposing)
        {
            _inner.Dispose();
            base.Dispose(disposing);
        }

        public override long Length => throw new NotSupportedException();
    }
}
