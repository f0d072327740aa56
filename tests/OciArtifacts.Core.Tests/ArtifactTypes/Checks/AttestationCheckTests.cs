using OciArtifacts.Core.ArtifactTypes.Checks;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

[TestClass]
public sealed class AttestationCheckTests
{
    private static readonly Digest Subject = Digest.Sha256("subject"u8);

    private readonly MemoryStore _store = new();
    private int _reads;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("application/spdx+json", 0)]
    [DataRow("application/vnd.in-toto+json", 1)]
    public async Task The_digests_of_the_subject_are_read_only_for_a_statement(string mediaType, int reads)
    {
        var statement = $$$"""{"subject":[{"digest":{"sha256":"{{{Subject.Encoded}}}"}}]}""";
        var layer = _store.Add(mediaType, System.Text.Encoding.UTF8.GetBytes(statement));
        var manifest = new Manifest(Descriptor.Empty, [layer]);
        Assert.IsEmpty(await AttestationCheck.RunAsync(manifest, _store, Digests(), [], TestContext.CancellationToken));
        Assert.AreEqual(reads, _reads);
    }

    private IEnumerable<Digest> Digests()
    {
        _reads++;
        yield return Subject;
    }
}
