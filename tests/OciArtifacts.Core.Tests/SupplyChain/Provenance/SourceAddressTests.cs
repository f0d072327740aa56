using OciArtifacts.Core.SupplyChain.Provenance;

namespace OciArtifacts.Core.Tests.SupplyChain.Provenance;

[TestClass]
public sealed class SourceAddressTests
{
    [TestMethod]
    [DataRow("https://github.com/contoso/widget", "https://github.com/contoso/widget")]
    [DataRow("https://github.com/contoso/widget.git/", "https://github.com/contoso/widget.git")]
    [DataRow("https://GitHub.com/Contoso/Widget", "https://github.com/Contoso/Widget")]
    [DataRow("https://gitlab-ci-token:secret@gitlab.com/contoso/widget.git", "https://gitlab.com/contoso/widget.git")]
    [DataRow("https://secret@dev.azure.com/contoso/a%20b/_git/w?token=secret#secret", "https://dev.azure.com/contoso/a%20b/_git/w")]
    [DataRow("ssh://git@host.example:2222/widget.git", "ssh://host.example:2222/widget.git")]
    [DataRow("git@github.com:contoso/widget.git", "ssh://github.com/contoso/widget.git")]
    [DataRow("secret@host.example:/srv/widget.git", "ssh://host.example/srv/widget.git")]
    public void An_address_is_without_what_is_secret(string given, string address) =>
        Assert.AreEqual(address, SourceAddress.OfRepository(given));

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("/home/secret/widget")]
    [DataRow("file:///home/secret/widget")]
    [DataRow(@"C:\secret\widget")]
    [DataRow("C:/secret/widget")]
    [DataRow("https://")]
    [DataRow("secret@host.example")]
    [DataRow("secret@:widget")]
    [DataRow("a@b:c:d")]
    public void A_place_on_this_machine_is_none(string? given) => Assert.IsNull(SourceAddress.OfRepository(given));

    [TestMethod]
    public void A_server_is_reached_over_http() => Assert.IsNull(SourceAddress.OfServer("ssh://host.example/widget"));
}
