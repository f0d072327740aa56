using System.Security.Cryptography.X509Certificates;
using OciArtifacts.TestKit.Registry;

namespace OciArtifacts.TestKit;

/// <summary>
/// A private certificate authority and its certificate for localhost, as PEM files: companies use such authorities for
/// their registries.
/// </summary>
/// <param name="CaPath">The authority's certificate.</param>
/// <param name="CertificatePath">The server's certificate, for localhost and 127.0.0.1.</param>
/// <param name="KeyPath">The server's key. The authority's key is not written to a file.</param>
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
