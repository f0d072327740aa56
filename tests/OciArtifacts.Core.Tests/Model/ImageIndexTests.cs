using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class ImageIndexTests
{
    private const string Abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [TestMethod]
    public void An_empty_index_has_exactly_these_bytes() => Assert.AreEqual(
        """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}""",
        Json(new ImageIndex([])));

    [TestMethod]
    public void Every_member_stands_in_its_place()
    {
        var entry = Descriptor.Of(MediaType.Manifest, "abc"u8) with { Platform = new Platform("amd64", "linux") };
        var index = new ImageIndex([entry])
        {
            ArtifactType = "a/t",
            Subject = Descriptor.Of("s/t", "abc"u8),
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["a"] = "ü+" },
        };
        Assert.AreEqual(
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","artifactType":"a/t","manifests":""" +
            $$"""[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"{{Abc}}","size":3,"platform":""" +
            """{"architecture":"amd64","os":"linux"}}],"subject":""" +
            $$$"""{"mediaType":"s/t","digest":"{{{Abc}}}","size":3},"annotations":{"a":"ü+","b":"2"}}""",
            Json(index));
    }

    [TestMethod]
    public void The_bytes_of_an_index_that_was_read_are_the_same_again()
    {
        var bytes = new ImageIndex([Descriptor.Of(MediaType.Manifest, "abc"u8), Descriptor.Of(MediaType.Index, "x"u8)]).ToBytes();
        Assert.AreSequenceEqual(bytes, ImageIndex.Parse(bytes).ToBytes());
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("null")]
    [DataRow("")]
    [DataRow("{\"manifests\":null}")]
    [DataRow("{\"manifests\":[null]}", DisplayName = "an entry is null")]
    [DataRow("{\"manifests\":[{}]}")]
    [DataRow("{\"manifests\":[],\"manifests\":[]}")]
    public void What_is_no_index_is_malformed(string json) =>
        Failure.With(OciErrorCode.MalformedContent, () => ImageIndex.Parse(Encoding.UTF8.GetBytes(json)));

    private static string Json(ImageIndex index) => Encoding.UTF8.GetString(index.ToBytes());
}
