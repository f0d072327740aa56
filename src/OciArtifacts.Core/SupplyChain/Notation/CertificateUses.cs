using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>The rules for the extensions of one certificate (signature-specification.md, "Certificate Requirements").</summary>
internal static class CertificateUses
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private const X509KeyUsageFlags NotForLeaf =
        X509KeyUsageFlags.KeyEncipherment
        | X509KeyUsageFlags.DataEncipherment
        | X509KeyUsageFlags.KeyAgreement
        | X509KeyUsageFlags.KeyCertSign
        | X509KeyUsageFlags.CrlSign
        | X509KeyUsageFlags.EncipherOnly
        | X509KeyUsageFlags.DecipherOnly;

    // anyExtendedKeyUsage, serverAuth, clientAuth, emailProtection, timeStamping; OCSPSigning, which notation refuses too.
    private static readonly Dictionary<string, string> NotForCode = new(StringComparer.Ordinal)
    {
        ["2.5.29.37.0"] = "anyExtendedKeyUsage",
        ["1.3.6.1.5.5.7.3.1"] = "serverAuth",
        ["1.3.6.1.5.5.7.3.2"] = "clientAuth",
        ["1.3.6.1.5.5.7.3.4"] = "emailProtection",
        [TimeStamping] = "timeStamping",
        ["1.3.6.1.5.5.7.3.9"] = "OCSPSigning",
    };

    /// <summary>The rule that an authority breaks, or <see langword="null"/>.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="below">The number of authorities below it in the chain.</param>
    /// <param name="purpose">What the first certificate of the chain is for.</param>
    internal static string? ProblemOfAuthority(X509Certificate2 certificate, int below, CertificatePurpose purpose)
    {
        if (Find<X509BasicConstraintsExtension>(certificate) is not { CertificateAuthority: true } basic)
        {
            return "its basic constraints do not make it an authority (cA)";
        }

        if (!basic.Critical) return "its basic constraints are not critical";
        if (basic.HasPathLengthConstraint && basic.PathLengthConstraint < below)
        {
            return $"its path length is {basic.PathLengthConstraint}, and {below} authorities are below it";
        }

        return ProblemOfKeyUsage(certificate, purpose) is { } problem ? problem
            : UsageOf(certificate).HasFlag(X509KeyUsageFlags.KeyCertSign) ? null
            : "its key usage has no keyCertSign";
    }

    /// <summary>The rule that the certificate of a signer breaks, or <see langword="null"/>.</summary>
    internal static string? ProblemOfLeaf(X509Certificate2 certificate, CertificatePurpose purpose)
    {
        if (Find<X509BasicConstraintsExtension>(certificate) is { CertificateAuthority: true })
        {
            return "its basic constraints make it an authority (cA), and not a signer";
        }

        if (ProblemOfKeyUsage(certificate, purpose) is { } problem) return problem;
        var usage = UsageOf(certificate);
        if (!usage.HasFlag(X509KeyUsageFlags.DigitalSignature)) return "its key usage has no digitalSignature";
        var others = usage & NotForLeaf;
        if (others != X509KeyUsageFlags.None) return $"its key usage has {others}, and may have digitalSignature only";
        var extended = Find<X509EnhancedKeyUsageExtension>(certificate);
        return purpose == CertificatePurpose.CodeSigning ? ProblemOfCodeSigning(extended) : ProblemOfTimeStamping(extended);
    }

    private static string? ProblemOfCodeSigning(X509EnhancedKeyUsageExtension? extended)
    {
        var wrong = extended?.EnhancedKeyUsages.Cast<Oid>()
            .Select(use => NotForCode.GetValueOrDefault(use.Value!))
            .FirstOrDefault(name => name is not null);
        return wrong is null ? null : $"its extended key usage has {wrong}; it may have codeSigning ({CodeSigning})";
    }

    // RFC 3161, section 2.3.
    private static string? ProblemOfTimeStamping(X509EnhancedKeyUsageExtension? extended) =>
        extended is not { Critical: true, EnhancedKeyUsages.Count: 1 } || extended.EnhancedKeyUsages[0].Value != TimeStamping
            ? "its extended key usage is not critical with timeStamping alone"
            : null;

    private static string? ProblemOfKeyUsage(X509Certificate2 certificate, CertificatePurpose purpose) =>
        Find<X509KeyUsageExtension>(certificate) is not { } usage ? "it has no key usage"
            : usage.Critical || purpose == CertificatePurpose.TimeStamping ? null
            : "its key usage is not critical";

    private static X509KeyUsageFlags UsageOf(X509Certificate2 certificate) => Find<X509KeyUsageExtension>(certificate)!.KeyUsages;

    // RFC 5280, section 4.2: an extension stands once.
    private static T? Find<T>(X509Certificate2 certificate)
        where T : X509Extension => certificate.Extensions.OfType<T>().SingleOrDefault();
}
