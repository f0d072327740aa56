using System.IO.Compression;
using OciArtifacts.Core.Packing.Compression;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;
using ZstdSharp;

namespace OciArtifacts.Core.Tests.Packing.Compression;

[TestClass]
public sealed class BlockStreamTests
{
    private const int MiB = 1024 * 1024;

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(MiB - 1)]
    [DataRow(MiB)]
    [DataRow(MiB + 1)]
    [DataRow((5 * MiB) + 12345)]
    public void Gzip_gives_back_what_was_compressed(int size)
    {
        var content = Text(size);
        Assert.AreSequenceEqual(content, Unzipped(Compressed(content, new GzipCodec(CompressionLevel.Optimal))));
        var random = Sample.Bytes(size);
        Assert.AreSequenceEqual(random, Unzipped(Compressed(random, new GzipCodec(CompressionLevel.Optimal))));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(2 * MiB)]
    [DataRow((5 * MiB) + 12345)]
    public void Zstd_gives_back_what_was_compressed(int size)
    {
        var content = Text(size);
        using var stream = new DecompressionStream(new MemoryStream(Compressed(content, new ZstdCodec(CompressionLevel.Optimal))));
        using var back = new MemoryStream();
        stream.CopyTo(back);
        Assert.AreSequenceEqual(content, back.ToArray());
    }

    [TestMethod]
    [DataRow(CompressionLevel.Fastest)]
    [DataRow(CompressionLevel.Optimal)]
    [DataRow(CompressionLevel.SmallestSize)]
    public void The_output_does_not_depend_on_the_number_of_threads(CompressionLevel level)
    {
        byte[] content = [.. Text((3 * MiB) + 5), .. Sample.Bytes(2 * MiB), .. Text(MiB)];
        foreach (var codec in (Func<IBlockCodec>[])[() => new GzipCodec(level), () => new ZstdCodec(level)])
        {
            var one = Compressed(content, codec(), workers: 1);
            foreach (var workers in (int[])[2, 3, 7, 40]) Assert.AreSequenceEqual(one, Compressed(content, codec(), workers));
        }
    }

    [TestMethod]
    public void The_output_does_not_depend_on_the_size_of_the_writes()
    {
        var content = Text((2 * MiB) + 77);
        Assert.AreSequenceEqual(
            Compressed(content, new GzipCodec(CompressionLevel.Optimal), piece: content.Length),
            Compressed(content, new GzipCodec(CompressionLevel.Optimal), piece: 1001));
    }

    [TestMethod]
    public void Gzip_is_one_member_that_names_no_system_and_no_time()
    {
        var bytes = Compressed(Text((3 * MiB) + 1), new GzipCodec(CompressionLevel.Optimal));
        Assert.AreSequenceEqual(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255 }, bytes[..10]);

        // A gzip member ends with the length of the whole content, not of the last block.
        Assert.AreEqual((uint)((3 * MiB) + 1), BitConverter.ToUInt32(bytes.AsSpan()[^4..]));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public async Task The_program_gzip_decompresses_the_output()
    {
        using var work = new WorkFolder();
        byte[] content = [.. Text(MiB + 5), .. Sample.Bytes(MiB), .. Text(99)];
        var path = work.Write("file.gz", Compressed(content, new GzipCodec(CompressionLevel.SmallestSize)));
        var result = await ProcessRunner.RunAsync(new ProcessCommand("gzip", ["-d", path]), CancellationToken.None);
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.AreSequenceEqual(content, File.ReadAllBytes(work["file"]));
    }

    [TestMethod]
    public void Random_content_grows_by_less_than_a_thousandth()
    {
        var content = Sample.Bytes(4 * MiB);
        Assert.IsLessThan(content.Length + (content.Length / 1000), Compressed(content, new GzipCodec(CompressionLevel.Fastest)).Length);
    }

    [TestMethod]
    public void Text_becomes_smaller()
    {
        Assert.IsLessThan(MiB / 2, Compressed(Text(4 * MiB), new GzipCodec(CompressionLevel.Optimal)).Length);
        Assert.IsLessThan(MiB / 2, Compressed(Text(4 * MiB), new ZstdCodec(CompressionLevel.Optimal)).Length);
    }

    [TestMethod]
    public void Random_content_is_recognised_by_samples()
    {
        Assert.IsTrue(EntropySample.LooksRandom(Sample.Bytes(MiB)));
        Assert.IsTrue(EntropySample.LooksRandom(Sample.Bytes(64 * 1024)));
        Assert.IsFalse(EntropySample.LooksRandom(Text(MiB)));
        Assert.IsFalse(EntropySample.LooksRandom(Sample.Bytes(1000)));

        // Half of the content is text, so compression makes it smaller.
        Assert.IsFalse(EntropySample.LooksRandom([.. Sample.Bytes(MiB / 2), .. Text(MiB / 2)]));
    }

    [TestMethod]
    public void After_a_failure_all_blocks_are_free_again()
    {
        using var pool = new BlockPool(workers: 1);
        var stream = new BlockStream(new GzipCodec(CompressionLevel.Fastest), new BrokenStream(), pool, CancellationToken.None);
        Assert.ThrowsExactly<IOException>(() => stream.Write(Text(20 * MiB)));
        stream.Dispose();
        Block?[] all = [pool.TryTake(MiB), pool.TryTake(MiB), pool.TryTake(MiB)];
        Assert.IsTrue(all.All(block => block is { Length: 0, Output.Length: 0 }));
        Assert.IsNull(pool.TryTake(MiB));
    }

    [TestMethod]
    public async Task Waiting_for_a_free_block_can_be_cancelled()
    {
        using var pool = new BlockPool(workers: 1);
        while (pool.TryTake(MiB) is not null)
        {
        }

        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        using var stream = new BlockStream(new GzipCodec(CompressionLevel.Fastest), Stream.Null, pool, cancel.Token);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Task.Run(() => stream.Write("a"u8)));
    }

    [TestMethod]
    public async Task Many_streams_can_share_few_blocks()
    {
        using var pool = new BlockPool(workers: 1);
        var content = Text((4 * MiB) + 3);
        var expected = Compressed(content, new GzipCodec(CompressionLevel.Fastest));
        byte[] Compress() => Compressed(content, new GzipCodec(CompressionLevel.Fastest), pool);
        var all = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(Compress, TaskCreationOptions.LongRunning));
        foreach (var one in await Task.WhenAll(all)) Assert.AreSequenceEqual(expected, one);
    }

    private static byte[] Text(int size)
    {
        var text = new byte[size];
        for (var i = 0; i < size; i++) text[i] = (byte)('a' + (i / 7 % 23) + (i % 3));
        return text;
    }

    private static byte[] Unzipped(byte[] bytes)
    {
        using var back = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(back);
        return back.ToArray();
    }

    private static byte[] Compressed(byte[] content, IBlockCodec codec, int workers = 2, int piece = 100_000)
    {
        using var pool = new BlockPool(workers);
        return Compressed(content, codec, pool, piece);
    }

    private static byte[] Compressed(byte[] content, IBlockCodec codec, BlockPool pool, int piece = 100_000)
    {
        using var output = new MemoryStream();
        using var owned = codec;
        using var stream = new BlockStream(codec, output, pool, CancellationToken.None);
        for (var at = 0; at < content.Length; at += piece) stream.Write(content.AsSpan(at, Math.Min(piece, content.Length - at)));
        stream.Complete();
        return output.ToArray();
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
