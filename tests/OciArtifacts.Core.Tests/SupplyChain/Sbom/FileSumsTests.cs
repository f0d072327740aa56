using System.Text;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Sbom;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Sbom;

/// <summary>The SHA-1 of files, which is remembered by their SHA-256.</summary>
[TestClass]
public sealed class FileSumsTests : IDisposable
{
    private readonly WorkFolder _work = new("sums");

    public TestContext TestContext { get; set; } = null!;

    private string Memory => _work["sha1.txt"];

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public void Each_content_is_hashed_once_and_remembered()
    {
        var (one, other) = (_work.Write("one", "same"), _work.Write("other", "same"));
        Assert.AreEqual(Bills.Sha1("same"), Find((one, "same"), (other, "same")).Single().Value);
        File.Delete(one);
        Assert.AreEqual(Bills.Sha1("same"), Find((one, "same")).Single().Value);
    }

    [TestMethod]
    public void What_is_not_used_any_more_is_forgotten()
    {
        Find((_work.Write("a", "a"), "a"), (_work.Write("b", "b"), "b"));
        Find((_work["a"], "a"));
        Assert.AreEqual($"{Sha256("a").Encoded} {Bills.Sha1("a")}\n", File.ReadAllText(Memory));
    }

    [TestMethod]
    public void A_file_with_another_content_than_the_packed_one_is_an_error()
    {
        var path = _work.Write("a", "changed");
        var failure = Assert.ThrowsExactly<OciException>(() => Find((path, "packed")));
        Assert.AreEqual(OciErrorCode.ContentMismatch, failure.Code);
        Assert.Contains(path, failure.Message);
    }

    [TestMethod]
    public void Of_two_failures_that_of_the_first_file_is_reported() => Assert.Contains(
        _work["first"], Assert.ThrowsExactly<OciException>(() => Find((_work["first"], "1"), (_work["second"], "2"))).Message);

    [TestMethod]
    [DataRow("")]
    [DataRow("nothing of it\n")]
    [DataRow("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb ZZf7e437faa5a7fce15d1ddcb9eaeaea377667b8\n")]
    [DataRow("ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb 86f7\n")]
    public void A_damaged_memory_is_made_anew(string text)
    {
        File.WriteAllText(Memory, text);
        Assert.AreEqual(Bills.Sha1("a"), Find((_work.Write("a", "a"), "a")).Single().Value);
        Assert.AreEqual($"{Sha256("a").Encoded} {Bills.Sha1("a")}\n", File.ReadAllText(Memory));
    }

    private IReadOnlyDictionary<Digest, string> Find(params (string Path, string Packed)[] files) =>
        new FileSums(Memory).Find([.. files.Select(file => (file.Path, Sha256(file.Packed)))], TestContext.CancellationToken);

    private static Digest Sha256(string text) => Digest.Sha256(Encoding.UTF8.GetBytes(text));
}
