namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Which server certificates are trusted.</summary>
[TestClass]
public sealed class ServerCertificateTests : IDisposable
{
    private const string AuthorityFile = "OCIARTIFACTS_CA_FILE";
    private readonly TestAuthority _authority = new();
    private readonly TlsClient _client = new();

    public void Dispose()
    {
        _authority.Dispose();
        _client.Dispose();
    }

    [TestMethod]
    public async Task A_server_that_nobody_vouches_for_is_refused()
    {
        using var certificate = _authority.Server("localhost");
        await using var server = new TlsServer(certificate);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task The_file_of_the_environment_vouches_for_every_server()
    {
        using var certificate = _authority.Server("localhost", "127.0.0.1");
        await using var server = new TlsServer(certificate);
        _client.Write(AuthorityFile, _authority.Pem);
        Assert.IsTrue(await _client.AskAsync(server));
        Assert.IsTrue(await _client.AskAsync(server.Registry, server.OtherAddress));
    }

    [TestMethod]
    public async Task Every_certificate_of_the_file_counts()
    {
        using var other = new TestAuthority();
        using var certificate = _authority.Server("localhost");
        await using var server = new TlsServer(certificate);
        _client.Write(AuthorityFile, "# a comment\n" + other.Pem + "# another\n" + _authority.Pem);
        Assert.IsTrue(await _client.AskAsync(server));
    }

    [TestMethod]
    public async Task Another_authority_does_not_vouch()
    {
        using var other = new TestAuthority();
        using var certificate = _authority.Server("localhost");
        await using var server = new TlsServer(certificate);
        _client.Write(AuthorityFile, other.Pem);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task An_authority_makes_no_other_name_right()
    {
        using var certificate = _authority.Server("127.0.0.1");
        await using var server = new TlsServer(certificate);
        _client.Write(AuthorityFile, _authority.Pem);
        _client.WriteFor(server.Registry, "ca.crt", _authority.Pem);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task An_authority_makes_no_expired_certificate_right()
    {
        using var certificate = _authority.ExpiredServer("localhost");
        await using var server = new TlsServer(certificate);
        _client.Write(AuthorityFile, _authority.Pem);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task The_certificate_of_a_client_makes_no_server()
    {
        using var certificate = _authority.Client("localhost");
        await using var server = new TlsServer(certificate);
        _client.Write(AuthorityFile, _authority.Pem);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task What_the_server_sends_along_leads_to_the_authority()
    {
        using var between = new TestAuthority(_authority);
        using var certificate = between.Server("localhost");
        _client.Write(AuthorityFile, _authority.Pem);
        await using var server = new TlsServer(certificate, between: between.Certificate);
        Assert.IsTrue(await _client.AskAsync(server));

        await using var silent = new TlsServer(certificate);
        await _client.IsRefusedAsync(silent);
    }

    [TestMethod]
    public async Task A_folder_vouches_for_its_registry()
    {
        using var certificate = _authority.Server("localhost");
        await using var server = new TlsServer(certificate);
        _client.WriteFor(server.Registry, "any name.crt", _authority.Pem);
        Assert.IsTrue(await _client.AskAsync(server));
    }

    [TestMethod]
    public async Task A_folder_vouches_for_nobody_else()
    {
        using var certificate = _authority.Server("localhost", "127.0.0.1");
        await using var server = new TlsServer(certificate);
        _client.WriteFor(server.Registry, "ca.crt", _authority.Pem);
        await _client.IsRefusedAsync(server.Registry, server.OtherAddress);
    }

    [TestMethod]
    public async Task The_folder_of_another_port_does_not_vouch()
    {
        using var certificate = _authority.Server("localhost");
        await using var server = new TlsServer(certificate);
        _client.WriteFor("localhost:1", "ca.crt", _authority.Pem);
        _client.WriteFor("localhost", "ca.crt", _authority.Pem);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task Only_what_is_called_so_is_an_authority()
    {
        using var certificate = _authority.Server("localhost");
        await using var server = new TlsServer(certificate);
        _client.WriteFor(server.Registry, "ca.pem", _authority.Pem);
        await _client.IsRefusedAsync(server);
    }

    [TestMethod]
    public async Task An_insecure_registry_is_believed_whatever_it_shows()
    {
        using var certificate = _authority.ExpiredServer("other.example");
        await using var server = new TlsServer(certificate);
        Assert.IsTrue(await _client.AskAsync(server, isInsecure: true));
    }

    [TestMethod]
    public async Task Where_an_insecure_registry_leads_to_is_not_believed()
    {
        using var certificate = _authority.Server("localhost", "127.0.0.1");
        await using var server = new TlsServer(certificate);
        await _client.IsRefusedAsync(server.Registry, server.OtherAddress, isInsecure: true);
    }
}
