using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Certificate files that cannot be used, and when that is reported.</summary>
[TestClass]
public sealed class CertificateFileTests : IDisposable
{
    private const string AuthorityFile = "OCIARTIFACTS_CA_FILE";
    private const string CertificateFile = "OCIARTIFACTS_CLIENT_CERTIFICATE";
    private const string KeyFile = "OCIARTIFACTS_CLIENT_KEY";
    private readonly TestAuthority _authority = new();
    private readonly TlsClient _client = new();
    private readonly X509Certificate2 _certificate;
    private readonly TlsServer _server;

    public CertificateFileTests()
    {
        _certificate = _authority.Server("localhost");
        _server = new TlsServer(_certificate);
    }

    public void Dispose()
    {
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _certificate.Dispose();
        _authority.Dispose();
        _client.Dispose();
    }

    [TestMethod]
    [DataRow(AuthorityFile)]
    [DataRow(CertificateFile)]
    [DataRow(KeyFile)]
    public async Task A_file_that_is_not_there_is_named(string variable)
    {
        var path = Usable(variable);
        File.Delete(path);
        var message = await _client.FailsAsync(_server);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains(variable, message, StringComparison.Ordinal);
        Assert.Contains("does not exist", message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(AuthorityFile)]
    [DataRow(CertificateFile)]
    [DataRow(KeyFile)]
    public async Task A_file_in_a_folder_that_is_not_there_is_named(string variable)
    {
        var path = Path.Combine(Usable(variable), "..", "missing", "file.pem");
        _client.Set(variable, path);
        var message = await _client.FailsAsync(_server);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("does not exist", message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(AuthorityFile)]
    [DataRow(CertificateFile)]
    [DataRow(KeyFile)]
    public async Task A_file_that_cannot_be_read_is_named(string variable)
    {
        var path = Usable(variable);
        File.Delete(path);
        Directory.CreateDirectory(path);
        Assert.Contains(path, await _client.FailsAsync(_server), StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(AuthorityFile)]
    [DataRow(CertificateFile)]
    [DataRow(KeyFile)]
    public async Task A_relative_path_is_none(string variable)
    {
        Usable(variable);
        _client.Set(variable, "relative.pem");
        var message = await _client.FailsAsync(_server);
        Assert.Contains("'relative.pem'", message, StringComparison.Ordinal);
        Assert.Contains("absolute", message, StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(AuthorityFile, "")]
    [DataRow(AuthorityFile, "secret words")]
    [DataRow(AuthorityFile, "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n")]
    [DataRow(AuthorityFile, "-----BEGIN CERTIFICATE-----\nsecret words\n-----END CERTIFICATE-----\n")]
    [DataRow(CertificateFile, "")]
    [DataRow(CertificateFile, "secret words")]
    [DataRow(CertificateFile, "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n")]
    [DataRow(KeyFile, "")]
    [DataRow(KeyFile, "secret words")]
    [DataRow(KeyFile, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n")]
    [DataRow(KeyFile, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n")]
    public async Task A_file_without_what_it_is_for_is_named_and_not_quoted(string variable, string text)
    {
        var path = Usable(variable);
        _client.Write(variable, text);
        var message = await _client.FailsAsync(_server);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2Vj", message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task The_key_of_another_certificate_is_refused()
    {
        Usable(CertificateFile);
        using var other = _authority.Client();
        var path = _client.Write(KeyFile, TestAuthority.KeyPem(other));
        Assert.Contains(path, await _client.FailsAsync(_server), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_certificate_without_a_key_is_refused()
    {
        var path = Usable(CertificateFile);
        _client.Set(KeyFile, "");
        Assert.Contains(path, await _client.FailsAsync(_server), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_key_without_a_certificate_is_refused()
    {
        Usable(KeyFile);
        _client.Set(CertificateFile, "");
        Assert.Contains(CertificateFile, await _client.FailsAsync(_server), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task A_certificate_of_a_folder_without_a_key_beside_it_is_refused()
    {
        _client.WriteFor(_server.Registry, "other.key", TestAuthority.KeyPem(_certificate));
        var path = _client.WriteFor(_server.Registry, "client.cert", _authority.Pem);
        var message = await _client.FailsAsync(_server);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Contains("'client.key'", message, StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_authority_of_a_folder_that_is_none_is_refused()
    {
        var path = _client.WriteFor(_server.Registry, "ca.crt", "none");
        Assert.Contains(path, await _client.FailsAsync(_server), StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task An_empty_variable_is_as_good_as_none()
    {
        _client.Set(CertificateFile, "");
        _client.Set(KeyFile, "");
        _client.Set(AuthorityFile, "");
        await _client.IsRefusedAsync(_server);
    }

    [TestMethod]
    public async Task No_file_is_read_before_a_server_has_shown_a_certificate()
    {
        _client.Set(AuthorityFile, "relative.pem");
        _client.Set(CertificateFile, "relative.pem");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var registry = listener.LocalEndpoint.ToString()!;

        // This server speaks plain HTTP only.
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            Assert.IsGreaterThan(0, await stream.ReadAsync(new byte[1024]));
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        });
        await _client.IsRefusedAsync(registry, new Uri($"https://{registry}/"), isInsecure: true);
        await serving;
    }

    // Writes a valid file for the variable, and the other files that it needs.
    private string Usable(string variable)
    {
        _client.Write(AuthorityFile, _authority.Pem);
        _client.Write(CertificateFile, _certificate.ExportCertificatePem());
        _client.Write(KeyFile, TestAuthority.KeyPem(_certificate));
        return _client.Environment(variable)!;
    }
}
