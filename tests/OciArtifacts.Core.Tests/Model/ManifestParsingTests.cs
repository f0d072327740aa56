using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class ManifestParsingTests
{
    private const string D =
        "{\"mediaType\":\"t/t\",\"digest\":\"sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\"size\":3}";

    [TestMethod]
    public void A_manifest_is_read()
    {
        var manifest = Manifest.Parse(Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"artifactType":"a/t","config":{{D}},"layers":[{{D}},{{D}}],"annotations":{"a":"1"} }"""));
        Assert.AreEqual("a/t", manifest.ArtifactType);
        Assert.AreEqual(Descriptor.Of("t/t", "abc"u8), manifest.Config);
        Assert.HasCount(2, manifest.Layers);
        Assert.AreEqual("1", manifest.Annotations!["a"]);
    }

    [TestMethod]
    public void Unknown_members_are_ignored() =>
        Assert.IsEmpty(Manifest.Parse(Encoding.UTF8.GetBytes($$"""{"x":{"y":[1]},"config":{{D}},"layers":[]}""")).Layers);

    [TestMethod]
    [DataRow("")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("{}")]
    [DataRow("\"text\"")]
    [DataRow("{\"config\":" + D + "}", DisplayName = "no layers")]
    [DataRow("{\"layers\":[]}", DisplayName = "no config")]
    [DataRow("{\"config\":null,\"layers\":[]}", DisplayName = "config is null")]
    [DataRow("{\"config\":" + D + ",\"layers\":null}", DisplayName = "layers are null")]
    [DataRow("{\"config\":" + D + ",\"layers\":[null]}", DisplayName = "a layer is null")]
    [DataRow("{\"config\":" + D + ",\"layers\":{}}", DisplayName = "layers are an object")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"layers\":[]}", DisplayName = "layers twice")]
    [DataRow("{\"config\":" + D + ",\"config\":" + D + ",\"layers\":[]}", DisplayName = "config twice")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"annotations\":{\"a\":\"1\",\"a\":\"2\"}}", DisplayName = "an annotation twice")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"annotations\":{\"a\":1}}", DisplayName = "an annotation is a number")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"annotations\":{\"a\":null}}", DisplayName = "an annotation is null")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"annotations\":[]}", DisplayName = "annotations are an array")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"annotations\":{\"a\":\"\\ud800\"}}", DisplayName = "half a character")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],\"schemaVersion\":\"2\"}", DisplayName = "the version is text")]
    [DataRow("{\"config\":" + D + ",\"layers\":[],}", DisplayName = "a trailing comma")]
    [DataRow("{\"config\":" + D + ",\"layers\":[]}//", DisplayName = "a comment")]
    [DataRow("{\"config\":{\"mediaType\":\"t/t\",\"size\":3},\"layers\":[]}", DisplayName = "no digest")]
    [DataRow("{\"config\":{\"mediaType\":\"t/t\",\"digest\":\"sha256:abc\",\"size\":3},\"layers\":[]}", DisplayName = "a wrong digest")]
    [DataRow("{\"config\":{\"mediaType\":\"t/t\",\"digest\":5,\"size\":3},\"layers\":[]}", DisplayName = "the digest is a number")]
    public void What_is_no_manifest_is_malformed(string json) =>
        Failure.With(OciErrorCode.MalformedContent, () => Manifest.Parse(Encoding.UTF8.GetBytes(json)));

    [TestMethod]
    [DataRow("\"size\":-1", DisplayName = "negative")]
    [DataRow("\"size\":1.5", DisplayName = "a fraction")]
    [DataRow("\"size\":\"3\"", DisplayName = "text")]
    [DataRow("\"x\":3", DisplayName = "none")]
    [DataRow("\"size\":9223372036854775808", DisplayName = "more than 63 bits")]
    [DataRow("\"size\":3,\"data\":\"?\"", DisplayName = "data is no base64")]
    [DataRow("\"size\":3,\"platform\":{\"os\":\"linux\"}", DisplayName = "a platform without an architecture")]
    public void A_descriptor_of_another_shape_is_malformed(string size)
    {
        var config = "{\"mediaType\":\"t/t\",\"digest\":\"" + Digest.Sha256("abc"u8) + "\"," + size + "}";
        Failure.With(
            OciErrorCode.MalformedContent, () => Manifest.Parse(Encoding.UTF8.GetBytes($$"""{"config":{{config}},"layers":[]}""")));
    }

    [TestMethod]
    public void Bytes_that_are_no_text_are_malformed()
    {
        byte[] json = [.. Encoding.UTF8.GetBytes($$"""{"config":{{D}},"layers":[],"annotations":{"a":"""), (byte)'"', 0xFF, .. "\"}}"u8];
        Failure.With(OciErrorCode.MalformedContent, () => Manifest.Parse(json));
    }

    [TestMethod]
    [Timeout(20_000)]
    public void Deep_nesting_is_malformed_and_not_the_end_of_the_process() =>
        Failure.With(OciErrorCode.MalformedContent, () => Manifest.Parse(Encoding.UTF8.GetBytes("{\"x\":" + new string('[', 1_000_000))));

    [TestMethod]
    public void The_message_says_what_was_wanted() => Assert.Contains(
        MediaType.Manifest,
        Failure.With(OciErrorCode.MalformedContent, () => Manifest.Parse("{"u8)).Message,
        StringComparison.Ordinal);
}
