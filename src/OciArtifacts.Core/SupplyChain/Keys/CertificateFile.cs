using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Reads certificates from a PEM file, or one from a DER file.</summary>
internal static class CertificateFile
{
    private const string Role = "The certificate file";
    private const int Largest = 1 << 20;

    /// <exception cref="OciException">
    /// The file is missing, or has no certificate (<see cref="OciErrorCode.InvalidCertificateChain"/>).
    /// </exception>
    internal static X509Certificate2Collection Read(string path)
    {
        var bytes = RegularFile.ReadAllBytes(path, Role, Largest) ?? throw Unusable(path, $"has more than {Largest} bytes");
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(Encoding.UTF8.GetString(bytes));
            if (certificates.Count == 0) certificates.Add(X509CertificateLoader.LoadCertificate(bytes));
            return certificates;
        }
        catch (CryptographicException problem)
        {
            throw Unusable(path, "has no certificate that can be read. Give PEM, which begins with -----BEGIN CERTIFICATE-----", problem);
        }
    }

    private static OciException Unusable(string path, string wrong, Exception? problem = null) =>
        new(OciErrorCode.InvalidCertificateChain, $"{Role} '{path}' {wrong}.", problem);
}
