using System.Text;
using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class OciJsonTests
{
    [TestMethod]
    public void What_people_read_has_the_same_line_ends_on_every_system()
    {
        var text = Encoding.UTF8.GetString(OciJson.ToReadableBytes(new ImageIndex([]), OciJsonContext.Default.ImageIndex));
        Assert.AreEqual(
            "{\n  \"schemaVersion\": 2,\n  \"mediaType\": \"application/vnd.oci.image.index.v1+json\",\n  \"manifests\": []\n}", text);
    }

    [TestMethod]
    public void There_is_no_byte_order_mark() => Assert.AreEqual((byte)'{', new ImageIndex([]).ToBytes()[0]);

    [TestMethod]
    public void A_failure_keeps_what_was_caught() =>
        Assert.IsNotNull(Failure.With(OciErrorCode.MalformedContent, () => ImageIndex.Parse("{"u8)).InnerException);
}
