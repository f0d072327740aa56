using System.Security.Cryptography.X509Certificates;
using OciArtifacts.TestKit.Registry;

namespace OciArtifacts.TestKit;

/// <summary>An authority that nobody knows and the certificate it gave to localhost, as PEM files: what a company has for its own registry.</summary>
/// <param name="CaPath">The authority's certificate.</param>
/// <param name="CertificatePath">The server's certificate, for localhost and 127.0.0.1.</param>
/// <param name="KeyPath">The server's key. The authority's key is kept nowhere.</param>
internal sealed record AuthorityFiles(string CaPath, string CertificatePath, string KeyPath)
{
    internal static AuthorityFiles WriteTo(WorkFolder folder)
    {
        using var authority = new PrivateAuthority();
        using var server = authority.IssueServer();
        using var key = server.GetECDsaPrivateKey()!;
        return new AuthorityFiles(
            folder.Write("tls/ca.pem", authority.Certificate.ExportCertificatePem()),
            folder.Write("tls/server.pem", server.ExportCertificatePem()),
            folder.Write("tls/server.key", key.ExportPkcs8PrivateKeyPem()));
    }
}
