using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Reads a private key and its certificates. Failures never quote what they read.</summary>
internal sealed class SigningKeyReader(SigningKeyOptions options, Func<string, string?> environment)
{
    private const string Role = "The signing key";

    // The first byte of an ASN.1 sequence, with which PKCS#12 and DER begin.
    private const byte Sequence = 0x30;

    internal SigningKey Read()
    {
        var certificates = new X509Certificate2Collection();
        AsymmetricAlgorithm? key = null;
        var bytes = Array.Empty<byte>();
        var remedy = Remedy.SigningKey;
        try
        {
            bytes = options.Key.Read(Role, environment);
            var (read, type) = bytes is [Sequence, ..]
                ? new Pkcs12Key(Passphrase, Unusable).Read(bytes, certificates)
                : new PemKey(Passphrase, Unusable).Read(Encoding.UTF8.GetString(bytes), certificates);
            key = read;
            var publicKey = PublicKey.Of(key, type, $"{Role} in {options.Key}");
            remedy = Remedy.SigningCertificates;
            if (options.CertificateFile is { } file) certificates = CertificateFile.Read(file);
            IReadOnlyList<X509Certificate2> chain = certificates.Count == 0
                ? []
                : CertificateOrder.From(publicKey, certificates, options.CertificateFile is { } from ? $"'{from}'" : $"{options.Key}");
            return new SigningKey(key, publicKey, chain);
        }
        catch (OciException problem) when (problem.Remedy == Remedy.None)
        {
            key?.Dispose();
            throw new OciException(problem.Code, problem.Message, problem) { Remedy = remedy };
        }
        catch
        {
            key?.Dispose();
            throw;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private string? Passphrase() => options.PassphraseVariable is { Length: > 0 } variable
        ? EnvironmentVariable.Read(variable, "The passphrase of the signing key", environment)
        : null;

    private OciException Unusable(string wrong, Exception? problem = null) =>
        new(OciErrorCode.InvalidKey, $"{Role} in {options.Key} {wrong}.", problem);
}
