using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>A user with a home and an environment. It sends requests with the TLS settings of the library.</summary>
internal sealed class TlsClient : IDisposable
{
    private readonly WorkFolder _work = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    internal TlsClient() => _environment["HOME"] = Path.Combine(_work.Path, "home");

    public void Dispose() => _work.Dispose();

    internal string? Environment(string name) => _environment.GetValueOrDefault(name);

    internal void Set(string variable, string value) => _environment[variable] = value;

    /// <summary>Writes a file that the variable names.</summary>
    internal string Write(string variable, string text)
    {
        var path = _work.Write($"{variable}.pem", text);
        Set(variable, path);
        return path;
    }

    /// <summary>Writes a file into the user's folder for the registry.</summary>
    internal string WriteFor(string registry, string name, string text) =>
        _work.Write(Path.Combine(CertificateFolders.Candidates(registry, Environment, OperatingSystem.IsWindows()).First(), name), text);

    /// <summary>
    /// Sends a request with the settings for the registry. Returns whether the server showed a certificate.
    /// </summary>
    internal async Task<bool> AskAsync(string registry, Uri address, bool isInsecure = false)
    {
        using var tls = new RegistryTls(registry, isInsecure, Environment);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = tls.Options(), UseProxy = false });
        using var response = await http.GetAsync(address);
        return tls.HasSeenCertificate;
    }

    internal Task<bool> AskAsync(TlsServer server, bool isInsecure = false) => AskAsync(server.Registry, server.Address, isInsecure);

    /// <summary>Sends a request and checks that the server is not trusted.</summary>
    internal async Task IsRefusedAsync(string registry, Uri address, bool isInsecure = false)
    {
        var failure = await Assert.ThrowsExactlyAsync<HttpRequestException>(() => AskAsync(registry, address, isInsecure));
        Assert.AreEqual(HttpRequestError.SecureConnectionError, failure.HttpRequestError);
        Assert.IsNotInstanceOfType<OciException>(failure.InnerException);
    }

    internal Task IsRefusedAsync(TlsServer server) => IsRefusedAsync(server.Registry, server.Address);

    /// <summary>Sends a request and checks that a file cannot be used.</summary>
    internal async Task<string> FailsAsync(TlsServer server)
    {
        var failure = await Assert.ThrowsExactlyAsync<HttpRequestException>(() => AskAsync(server));
        Assert.IsInstanceOfType<OciException>(failure.InnerException, failure.InnerException?.ToString());
        var own = (OciException)failure.InnerException;
        Assert.AreEqual(OciErrorCode.CertificateFile, own.Code);
        return own.Message;
    }
}
