using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing.Caching;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Packing.Caching;

[TestClass]
public sealed class SealedFileTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    [DataRow("")]
    [DataRow("a text, and the umlaut ü")]
    public void The_body_that_was_written_is_read(string text)
    {
        Write(text);
        Assert.AreEqual(text, Read());
    }

    [TestMethod]
    public void The_reader_gets_the_seal_that_the_writer_got_and_another_body_has_another_seal()
    {
        var first = Write("first");
        Assert.AreEqual(first.ToString(), SealedFile.Read(_work["file"], "MARK01"u8, (_, seal) => seal.ToString()));
        Assert.AreNotEqual(first, Write("second"));
        Assert.AreEqual(first, Write("first"));
    }

    [TestMethod]
    public void A_missing_file_is_absent() => Assert.IsNull(Read());

    [TestMethod]
    public void A_folder_is_absent_and_cannot_be_replaced()
    {
        Directory.CreateDirectory(_work["file"]);
        Assert.IsNull(Read());
        Failure.With(OciErrorCode.FileAccess, () => Write("text"));
    }

    [TestMethod]
    public void A_file_with_any_damaged_byte_is_absent()
    {
        Write("text");
        var bytes = File.ReadAllBytes(_work["file"]);
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            File.WriteAllBytes(_work["file"], bytes);
            Assert.IsNull(Read(), $"byte {at}");
            bytes[at] ^= 1;
        }
    }

    [TestMethod]
    public void A_file_that_was_cut_off_is_absent()
    {
        Write("text");
        var bytes = File.ReadAllBytes(_work["file"]);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(_work["file"], bytes[..length]);
            Assert.IsNull(Read(), $"{length} bytes");
        }
    }

    [TestMethod]
    public void A_file_with_another_mark_is_absent()
    {
        Write("text");
        Assert.IsNull(SealedFile.Read(_work["file"], "MARK02"u8, (input, _) => input.ReadString()));
        Assert.IsNull(SealedFile.Read(_work["file"], "a mark that is longer than the file"u8, (input, _) => input.ReadString()));
    }

    [TestMethod]
    public void A_body_that_its_reader_does_not_understand_is_absent()
    {
        Write("text");
        Assert.IsNull(SealedFile.Read(_work["file"], "MARK01"u8, (input, _) => $"{input.ReadString()}{input.ReadInt64()}"));
        Assert.IsNull(SealedFile.Read(_work["file"], "MARK01"u8, (input, _) => Digest.Parse(input.ReadString()).ToString()));
        Assert.IsNull(SealedFile.Read<string>(_work["file"], "MARK01"u8, (_, _) => null));
    }

    private Digest Write(string text) => SealedFile.Write(_work["file"], "MARK01"u8, output => output.Write(text));

    private string? Read() => SealedFile.Read(_work["file"], "MARK01"u8, (input, _) => input.ReadString());
}
