using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

/// <summary>What the bytes of a manifest say that it is, and that it is only one thing (CVE-2021-41190).</summary>
[TestClass]
public sealed class ManifestKindTests
{
    private const string D =
        "{\"mediaType\":\"t/t\",\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"size\":3}";

    [TestMethod]
    [DataRow("{}", null, false)]
    [DataRow(" {\"manifests\":[]}\n", null, true)]
    [DataRow("{\"manifests\":[{\"layers\":[]}],\"annotations\":{\"config\":\"x\",\"mediaType\":\"y\"}}", null, true)]
    [DataRow("{\"config\":{\"manifests\":[]},\"layers\":[],\"mediaType\":\"a/b\"}", "a/b", false)]
    [DataRow("{\"mediaType\":null,\"layers\":[]}", null, false)]
    [DataRow("{\"media\\u0054ype\":\"a/b\",\"manifest\\u0073\":[]}", "a/b", true)]
    [DataRow("{\"schemaVersion\":1,\"fsLayers\":[]}", null, false)]
    public void It_is_what_its_outermost_members_say(string json, string? type, bool isIndex) =>
        Assert.AreEqual(new ManifestKind(type, isIndex), ManifestKind.Read(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    [DataRow("{\"manifests\":[],\"layers\":[]}")]
    [DataRow("{\"config\":{},\"manifests\":[]}")]
    [DataRow("{\"fsLayers\":[],\"manifests\":[]}")]
    [DataRow("{\"layers\":[],\"fsLayers\":[]}")]
    [DataRow("{\"fsLayers\":null,\"config\":{}}")]
    [DataRow("{\"manifests\":null,\"config\":{},\"layers\":[]}")]
    [DataRow("{\"layer\\u0073\":[],\"manifests\":[]}", DisplayName = "escaped")]
    public void What_is_two_things_is_not_used(string json) => Assert.Contains(
        "two things",
        Failure.With(OciErrorCode.MalformedContent, () => ManifestKind.Read(Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.Ordinal);

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("{}{}")]
    [DataRow("{}x")]
    [DataRow("{\"manifests\":[}")]
    [DataRow("{\"mediaType\":\"a/b\",\"mediaType\":\"a/b\"}", DisplayName = "a type twice")]
    [DataRow("{\"mediaType\":\"\\ud800\"}", DisplayName = "half a character")]
    [DataRow("\ufeff{}", DisplayName = "a byte order mark")]
    public void What_is_no_object_is_no_manifest(string json) => Assert.Contains(
        "no manifest",
        Failure.With(OciErrorCode.MalformedContent, () => ManifestKind.Read(Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.Ordinal);

    [TestMethod]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"manifests\":[]}")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"fsLayers\":[]}")]
    public void What_is_more_than_a_manifest_is_not_read_as_one(string json) =>
        Failure.With(OciErrorCode.MalformedContent, () => Manifest.Parse(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    [DataRow("{\"manifests\":[],\"config\":" + D + "}")]
    [DataRow("{\"manifests\":[],\"layers\":[]}")]
    [DataRow("{\"manifests\":[],\"fsLayers\":[]}")]
    public void What_is_more_than_an_index_is_not_read_as_one(string json) =>
        Failure.With(OciErrorCode.MalformedContent, () => ImageIndex.Parse(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    [DataRow(MediaType.Manifest, true, false)]
    [DataRow(MediaType.Index, true, true)]
    [DataRow(MediaType.DockerManifest, true, false)]
    [DataRow(MediaType.DockerManifestList, true, true)]
    [DataRow("application/vnd.docker.distribution.manifest.v1+json", false, false)]
    [DataRow("", false, false)]
    public void What_Docker_called_them_are_manifests_too(string type, bool isManifest, bool isIndex) =>
        Assert.AreEqual((isManifest, isIndex), (MediaType.IsManifest(type), MediaType.IsIndex(type)));

    [TestMethod]
    [DataRow("a/b", "a/b")]
    [DataRow("a/b\n", "something that is no media type")]
    public void What_is_no_media_type_is_not_shown(string text, string shown) => Assert.AreEqual(shown, MediaType.Shown(text));
}
