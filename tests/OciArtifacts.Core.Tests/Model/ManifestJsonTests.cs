using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

/// <summary>The exact bytes of manifests, because the digest depends on each of them.</summary>
[TestClass]
public sealed class ManifestJsonTests
{
    private const string Abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private const string EmptyDigest = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";

    private const string Empty =
        $$"""{"mediaType":"application/vnd.oci.empty.v1+json","digest":"{{EmptyDigest}}","size":2,"data":"e30="}""";

    [TestMethod]
    public void A_plain_manifest_has_exactly_these_bytes() => Assert.AreEqual(
        """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",""" +
        $"""
        "artifactType":"application/vnd.example.v1","config":{Empty}
        """ +
        $$""","layers":[{"mediaType":"text/plain","digest":"{{Abc}}","size":3}]}""",
        Json(new Manifest(Descriptor.Empty, [Descriptor.Of("text/plain", "abc"u8)]) { ArtifactType = "application/vnd.example.v1" }));

    [TestMethod]
    public void Every_member_stands_in_its_place()
    {
        var layer = Descriptor.Of("text/plain", "abc"u8) with
        {
            ArtifactType = "a/t",
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
            Data = "abc"u8.ToArray(),
            Platform = new Platform("arm", "linux") { Variant = "v7" },
        };
        var manifest = new Manifest(layer, [])
        {
            ArtifactType = "a/t",
            Subject = Descriptor.Of("s/t", "abc"u8),
            Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" },
        };
        Assert.AreEqual(
            """{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"a/t","config":""" +
            $$"""{"mediaType":"text/plain","artifactType":"a/t","digest":"{{Abc}}","size":3,"annotations":{"k":"v"},""" +
            """
            "data":"YWJj","platform":
            """ +
            """{"architecture":"arm","os":"linux","variant":"v7"}},"layers":[],"subject":""" +
            $$$"""{"mediaType":"s/t","digest":"{{{Abc}}}","size":3},"annotations":{"k":"v"}}""",
            Json(manifest));
    }

    [TestMethod]
    public void Annotations_are_written_in_ordinal_order() => Assert.Contains(
        """
        "annotations":{"B":"2","a":"1","a.b":"4","ä":"3"}
        """,
        Json(Annotated(("a", "1"), ("B", "2"), ("ä", "3"), ("a.b", "4"))),
        StringComparison.Ordinal);

    [TestMethod]
    [DataRow("<>&'+`/=", "<>&'+`/=")]
    [DataRow("äöüß é 日本", "äöüß é 日本")]
    [DataRow("a\"b\\c", "a\\\"b\\\\c")]
    [DataRow("a\nb\tc", "a\\nb\\tc")]
    [DataRow("", "")]
    public void Nothing_is_escaped_that_need_not_be(string value, string written) =>
        Assert.Contains($$"""{"{{written}}":"{{written}}"}""", Json(Annotated((value, value))), StringComparison.Ordinal);

    [TestMethod]
    public void The_order_of_setting_annotations_changes_nothing() =>
        Assert.AreEqual(Json(Annotated(("a", "1"), ("b", "2"))), Json(Annotated(("b", "2"), ("a", "1"))));

    [TestMethod]
    public void The_bytes_of_a_manifest_that_was_read_are_the_same_again()
    {
        var manifest = Annotated(("b", "2"), ("a", "ü<"));
        var bytes = manifest.ToBytes();
        Assert.AreSequenceEqual(bytes, Manifest.Parse(bytes).ToBytes());
    }

    [TestMethod]
    public void The_type_is_that_of_the_config_where_the_manifest_says_none()
    {
        var manifest = new Manifest(Descriptor.Of("a/config", "{}"u8), []);
        Assert.AreEqual("a/config", manifest.EffectiveArtifactType);
        Assert.AreEqual("a/type", (manifest with { ArtifactType = "a/type" }).EffectiveArtifactType);
    }

    private static Manifest Annotated(params (string Key, string Value)[] annotations) => new(Descriptor.Empty, [])
    {
        Annotations = annotations.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
    };

    private static string Json(Manifest manifest) => Encoding.UTF8.GetString(manifest.ToBytes());
}
