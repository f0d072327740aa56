using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Model;

[TestClass]
public sealed class DescriptorTests
{
    [TestMethod]
    public void Bytes_are_described_by_type_digest_and_size() =>
        Assert.AreEqual(new Descriptor("text/plain", Digest.Sha256("abc"u8), 3), Descriptor.Of("text/plain", "abc"u8));

    [TestMethod]
    public void The_empty_descriptor_is_that_of_the_specification()
    {
        Assert.AreEqual("application/vnd.oci.empty.v1+json", Descriptor.Empty.MediaType);
        Assert.AreEqual("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Descriptor.Empty.Digest.ToString());
        Assert.AreEqual(2, Descriptor.Empty.Size);
        Assert.AreEqual("e30=", Convert.ToBase64String(Descriptor.Empty.Data!));
    }
}
