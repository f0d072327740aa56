using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which servers see the certificate of the client.</summary>
[TestClass]
public sealed class ClientCertificateTests : IDisposable
{
    private const string CertificateFile = "OCIARTIFACTS_CLIENT_CERTIFICATE";
    private const string KeyFile = "OCIARTIFACTS_CLIENT_KEY";
    private readonly TestAuthority _authority = new();
    private readonly TlsClient _client = new();
    private readonly X509Certificate2 _server;
    private readonly X509Certificate2 _own;

    public ClientCertificateTests()
    {
        _server = _authority.Server("localhost", "127.0.0.1");
        _own = _authority.Client();
        _client.Write("OCIARTIFACTS_CA_FILE", _authority.Pem);
    }

    public void Dispose()
    {
        _own.Dispose();
        _server.Dispose();
        _authority.Dispose();
        _client.Dispose();
    }

    [TestMethod]
    public async Task A_client_without_a_certificate_shows_none()
    {
        await using var server = new TlsServer(_server);
        await _client.AskAsync(server);
        Assert.AreSequenceEqual([null], server.Shown);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task The_certificate_of_the_environment_is_shown_to_the_registry(bool isOneFile)
    {
        await using var server = new TlsServer(_server);
        _client.Write(CertificateFile, Pem(_own) + (isOneFile ? TestAuthority.KeyPem(_own) : ""));
        if (!isOneFile) _client.Write(KeyFile, TestAuthority.KeyPem(_own));
        await _client.AskAsync(server);
        Assert.AreSequenceEqual([_own.Thumbprint], server.Shown);
    }

    [TestMethod]
    public async Task It_is_not_shown_where_the_registry_redirects_to()
    {
        await using var storage = new TlsServer(_server);
        await using var registry = new TlsServer(_server, storage.OtherAddress);
        _client.Write(CertificateFile, Pem(_own) + TestAuthority.KeyPem(_own));
        await _client.AskAsync(registry);
        Assert.AreSequenceEqual([_own.Thumbprint], registry.Shown);
        Assert.AreSequenceEqual([null], storage.Shown);
    }

    [TestMethod]
    public async Task The_certificate_of_the_folder_is_shown_to_its_registry()
    {
        await using var server = new TlsServer(_server);
        _client.WriteFor(server.Registry, "client.cert", Pem(_own));
        _client.WriteFor(server.Registry, "client.key", TestAuthority.KeyPem(_own));
        await _client.AskAsync(server);
        Assert.AreSequenceEqual([_own.Thumbprint], server.Shown);
    }

    [TestMethod]
    public async Task The_environment_goes_before_the_folder_which_is_not_looked_at_then()
    {
        await using var server = new TlsServer(_server);
        _client.WriteFor(server.Registry, "client.cert", "no certificate, and no key beside it");
        _client.Write(CertificateFile, Pem(_own) + TestAuthority.KeyPem(_own));
        await _client.AskAsync(server);
        Assert.AreSequenceEqual([_own.Thumbprint], server.Shown);
    }

    [TestMethod]
    public async Task The_first_certificate_of_the_folder_is_taken()
    {
        await using var server = new TlsServer(_server);
        using var other = _authority.Client();
        foreach (var (name, certificate) in new[] { ("b", other), ("a", _own), ("c", other) })
        {
            _client.WriteFor(server.Registry, $"{name}.cert", Pem(certificate));
            _client.WriteFor(server.Registry, $"{name}.key", TestAuthority.KeyPem(certificate));
        }

        await _client.AskAsync(server);
        Assert.AreSequenceEqual([_own.Thumbprint], server.Shown);
    }

    private static string Pem(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
