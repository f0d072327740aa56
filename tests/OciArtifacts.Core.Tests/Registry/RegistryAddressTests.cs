using OciArtifacts.Core.Registry;

namespace OciArtifacts.Core.Tests.Registry;

[TestClass]
public sealed class RegistryAddressTests
{
    private static readonly Uri Asked = new("https://registry.example:5000/v2/a/blobs/uploads/?q=1");

    [TestMethod]
    [DataRow("/up/1?s=%7E%41", "https://registry.example:5000/up/1?s=%7E%41")]
    [DataRow("https://other.example/up?s=a+b", "https://other.example/up?s=a+b")]
    [DataRow("HTTPS://other.example/up", "HTTPS://other.example/up")]
    [DataRow("//other.example/up", "https://other.example/up")]
    [DataRow("1?s=2", "https://registry.example:5000/v2/a/blobs/uploads/1?s=2")]
    [DataRow("../uploads/1", "https://registry.example:5000/v2/a/blobs/uploads/1")]
    [DataRow("./1", "https://registry.example:5000/v2/a/blobs/uploads/1")]
    [DataRow("?s=1", "https://registry.example:5000/v2/a/blobs/uploads/?s=1")]
    [DataRow("/up/1#frag", "https://registry.example:5000/up/1")]
    [DataRow("https://other.example", "https://other.example/")]
    [DataRow("https://other.example?s=1", "https://other.example/?s=1")]
    [DataRow("/up/http://x", "https://registry.example:5000/up/http://x")]
    [DataRow("/up?to=https://x", "https://registry.example:5000/up?to=https://x")]
    [DataRow("up?to=https://x", "https://registry.example:5000/v2/a/blobs/uploads/up?to=https://x")]
    public void A_location_is_resolved_against_what_was_asked(string location, string address) =>
        Assert.AreEqual(address, RegistryAddress.Resolve(Asked, location)!.OriginalString);

    [TestMethod]
    [DataRow("/up/\u00e9")]
    [DataRow("/up/a b")]
    [DataRow("/up/\r\nHost: x")]
    [DataRow("/up/\0")]
    [DataRow("http://[")]
    [DataRow("http://registry.example:99999/up")]
    [DataRow("http:")]
    [DataRow("https:\\\\other.example/up", DisplayName = "backslashes for slashes")]
    [DataRow("\\\\other.example\\up", DisplayName = "backslashes alone")]
    [DataRow("mailto:me")]
    [DataRow("x:1/up", DisplayName = "what would become another port")]
    [DataRow("x:.other.example/up", DisplayName = "what would become another host")]
    public void What_is_no_address_is_none(string location) => Assert.IsNull(RegistryAddress.Resolve(Asked, location));

    [TestMethod]
    public void A_parameter_is_put_behind_a_query_or_begins_one()
    {
        Assert.AreEqual("https://a/b?digest=c", RegistryAddress.With(new Uri("https://a/b"), "digest", "c").OriginalString);
        Assert.AreEqual("https://a/b?s=1&digest=c", RegistryAddress.With(new Uri("https://a/b?s=1"), "digest", "c").OriginalString);
    }

    [TestMethod]
    public void Only_the_server_is_shown_of_any_address() =>
        Assert.AreEqual("https://a:1", RegistryAddress.Server(new Uri("https://u:secret@a:1/secret?s=secret#secret")));
}
