using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.Core.Registry.Uploads;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

[TestClass]
public sealed class ChunkSizesTests
{
    private const long Kibi = 1024, Mebi = 1024 * Kibi;

    [TestMethod]
    [DataRow(1000 * Mebi, 64 * Mebi)]
    [DataRow((64 * Mebi) + 1, 64 * Mebi)]
    [DataRow(64 * Mebi, 16 * Mebi)]
    [DataRow(5 * Mebi, 4 * Mebi)]
    [DataRow((64 * Kibi) + 1, 64 * Kibi)]
    public void What_was_refused_makes_the_next_one_smaller(long refused, long next)
    {
        using var connection = Connection();
        var sizes = new ChunkSizes(connection, RegistryPeer.Anonymous);
        Assert.IsTrue(sizes.Reduce(refused, smallest: null));
        Assert.AreEqual(next, connection.LargestBody);
        Assert.AreEqual(next, sizes.For(1000 * Mebi, smallest: null));
        Assert.AreEqual(next - 1, sizes.For(next - 1, smallest: null));
    }

    [TestMethod]
    [DataRow(64 * Kibi, null)]
    [DataRow(0L, null)]
    [DataRow(5 * Mebi, 5 * Mebi)]
    public void What_is_small_already_gets_no_smaller(long refused, long? smallest)
    {
        using var connection = Connection();
        Assert.IsFalse(new ChunkSizes(connection, RegistryPeer.Anonymous).Reduce(refused, smallest));
        Assert.AreEqual(long.MaxValue, connection.LargestBody);
    }

    [TestMethod]
    public void A_limit_that_arrives_late_makes_no_chunk_larger_again()
    {
        using var connection = Connection();
        var sizes = new ChunkSizes(connection, RegistryPeer.Anonymous);
        sizes.Reduce(Mebi, smallest: null);
        sizes.Reduce(100 * Mebi, smallest: null);
        Assert.AreEqual(256 * Kibi, connection.LargestBody);
    }

    private static RegistryConnection Connection() => new("localhost:1", RegistryPeer.Anonymous);
}
