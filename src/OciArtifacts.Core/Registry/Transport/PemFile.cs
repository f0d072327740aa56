using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Registry.Transport;

/// <summary>
/// A PEM file with certificates or keys, and the variable or folder that names it. Failures never quote its content.
/// </summary>
internal sealed record PemFile(string Path, string NamedBy)
{
    /// <summary>The file that the variable names, or <see langword="null"/> if the variable is empty.</summary>
    /// <exception cref="OciException">The path is relative. It could lead into the project that is built.</exception>
    internal static PemFile? Of(string variable, Func<string, string?> environment)
    {
        if (environment(variable) is not { Length: > 0 } path) return null;
        var file = new PemFile(path, variable);
        return System.IO.Path.IsPathFullyQualified(path) ? file : throw file.Unusable("is no absolute path", "Write it from the root on");
    }

    /// <summary>Reads all certificates of the file.</summary>
    /// <exception cref="OciException">The file cannot be read or has no certificate.</exception>
    internal X509Certificate2Collection Certificates()
    {
        var text = Text();
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            throw Damaged();
        }

        return certificates.Count > 0 ? certificates : throw Damaged();
    }

    /// <summary>Reads the first certificate of the file, together with its key.</summary>
    /// <exception cref="OciException">
    /// A file cannot be read, has no certificate, or the key does not belong to the certificate.
    /// </exception>
    internal X509Certificate2 CertificateWith(PemFile key)
    {
        foreach (var certificate in Certificates()) certificate.Dispose();
        var (text, keyText) = (Text(), key.Text());
        try
        {
            var certificate = X509Certificate2.CreateFromPem(text, keyText);
            return OperatingSystem.IsWindows() ? Imported(certificate) : certificate;
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw key.Unusable($"has no key for the certificate in '{Path}'", "Give the key in PEM, without a passphrase");
        }
    }

    /// <summary>Makes the failure that says what is wrong with the file and what to do.</summary>
    internal OciException Unusable(string wrong, string advice, Exception? problem = null) =>
        new(OciErrorCode.CertificateFile, $"'{Path}' ({NamedBy}) {wrong}. {advice}.", problem);

    // TLS on Windows needs an imported key, not an ephemeral one.
    private static X509Certificate2 Imported(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }

    private OciException Damaged() =>
        Unusable("has no certificate that can be read", "Give one in PEM, which starts with -----BEGIN CERTIFICATE-----");

    private string Text()
    {
        try
        {
            return File.ReadAllText(Path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable("does not exist", "Put the file there, or take away what names it", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Unusable(
                $"cannot be read ({problem.GetType().Name})", "Let this user read the file, or take away what names it", problem);
        }
    }
}
