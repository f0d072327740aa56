using OciArtifacts.Core.Model;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A client and a registry whose certificate no system trusts.</summary>
[TestClass]
public sealed class RegistryClientTlsTests : IDisposable
{
    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [TestMethod]
    public async Task A_registry_whose_certificate_is_its_own_authority_is_pushed_to()
    {
        var file = _work["ca.pem"];
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = true }, RegistryPeer.WithEnvironment(("OCIARTIFACTS_CA_FILE", file)));
        _work.Write("ca.pem", peer.Registry.Certificate!.ExportCertificatePem());
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public async Task A_file_that_cannot_be_used_is_what_the_client_says()
    {
        await using var peer = await RegistryPeer.StartAsync(
            new TestRegistryOptions { UseTls = true }, RegistryPeer.WithEnvironment(("OCIARTIFACTS_CA_FILE", _work["missing.pem"])));
        var failure = await Failure.WithAsync(
            OciErrorCode.CertificateFile, () => peer.Repository.ExistsAsync(Descriptor.Empty, CancellationToken.None));
        Assert.Contains(_work["missing.pem"], failure.Message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_registry_of_plain_http_needs_no_file(bool isListed)
    {
        var client = RegistryPeer.WithEnvironment(
            ("OCIARTIFACTS_CA_FILE", _work["missing.pem"]), ("OCIARTIFACTS_CLIENT_CERTIFICATE", "none.pem"));
        await using var peer = await RegistryPeer.StartAsync(client: client with { InsecureRegistries = isListed ? ["localhost"] : [] });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }
}
