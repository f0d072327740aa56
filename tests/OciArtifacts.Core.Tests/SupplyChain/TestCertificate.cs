using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Tests.SupplyChain;

/// <summary>A certificate that a test issues, with the name of its key in <see cref="TestKeys"/>.</summary>
internal sealed record TestCertificate(string Subject, string Key)
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset End = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal IReadOnlyList<X509Extension> Extensions { get; init; } = [];

    /// <summary>Whether the issuer, which has an RSA key then, signs with SHA-1.</summary>
    internal bool HasSha1 { get; init; }

    internal RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pkcs1;

    internal DateTimeOffset From { get; init; } = Start;

    internal DateTimeOffset To { get; init; } = End;

    internal byte Serial { get; init; } = 1;

    /// <summary>An authority, with the extensions that it has to have.</summary>
    internal static TestCertificate Authority(string subject, string key) => new(subject, key)
    {
        Extensions = [Basic(authority: true), Usage(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign)],
    };

    /// <summary>A signer, with the extensions that it has to have.</summary>
    internal static TestCertificate Signer(string subject, string key) => new(subject, key)
    {
        Extensions = [Basic(authority: false), Usage(X509KeyUsageFlags.DigitalSignature), Uses("1.3.6.1.5.5.7.3.3")],
    };

    /// <summary>A time stamp server, with the extensions that it has to have.</summary>
    internal static TestCertificate Stamper(string subject, string key) => new(subject, key)
    {
        Extensions = [Usage(X509KeyUsageFlags.DigitalSignature), Uses("1.3.6.1.5.5.7.3.8", critical: true)],
    };

    internal static X509BasicConstraintsExtension Basic(bool authority, int? length = null, bool critical = true) =>
        new(authority, length is not null, length ?? 0, critical);

    internal static X509KeyUsageExtension Usage(X509KeyUsageFlags flags, bool critical = true) => new(flags, critical);

    internal static X509EnhancedKeyUsageExtension Uses(string use, bool critical = false) => new([new Oid(use)], critical);

    /// <summary>Replaces the extension of the same type; <see langword="null"/> takes it away.</summary>
    internal TestCertificate With<T>(T? extension)
        where T : X509Extension => this with
        {
            Extensions = [.. Extensions.Where(other => other is not T), .. extension is null ? [] : new X509Extension[] { extension }],
        };

    /// <summary>Issues the certificate, without private key.</summary>
    internal X509Certificate2 IssuedBy(TestCertificate issuer)
    {
        using var own = TestKeys.Algorithm(Key);
        using var above = TestKeys.Algorithm(issuer.Key);
        var name = new X500DistinguishedName(Subject);
        var request = own is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, Padding)
            : new CertificateRequest(name, (ECDsa)own, HashAlgorithmName.SHA256);
        foreach (var extension in Extensions) request.CertificateExtensions.Add(extension);
        var generator = above is not RSA signer ? X509SignatureGenerator.CreateForECDsa((ECDsa)above)
            : HasSha1 ? new Sha1Generator(signer)
            : X509SignatureGenerator.CreateForRSA(signer, issuer.Padding);
        return request.Create(new X500DistinguishedName(issuer.Subject), generator, From, To, [Serial]);
    }

    internal X509Certificate2 SelfSigned() => IssuedBy(this);

    /// <summary>Issues a certificate in which the key usage stands twice. The framework makes none, so bytes are changed.</summary>
    internal X509Certificate2 WithTwoKeyUsages(TestCertificate issuer)
    {
        var (other, wanted) = (Convert.FromHexString("0603551D0E"), Convert.FromHexString("0603551D0F"));
        var second = new X509Extension("2.5.29.14", Usage(X509KeyUsageFlags.DigitalSignature).RawData, critical: true);
        using var issued = (this with { Extensions = [.. Extensions, second] }).IssuedBy(issuer);
        var parts = new AsnReader(issued.RawData, AsnEncodingRules.DER).ReadSequence();
        var signed = parts.ReadEncodedValue().ToArray();
        wanted.CopyTo(signed, signed.AsSpan().IndexOf(other));
        using var above = (ECDsa)TestKeys.Algorithm(issuer.Key);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signed);
            writer.WriteEncodedValue(parts.ReadEncodedValue().Span);
            writer.WriteBitString(above.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return X509CertificateLoader.LoadCertificate(writer.Encode());
    }

    /// <summary>The chain of these certificates, the signer first, and the root last.</summary>
    internal static IReadOnlyList<X509Certificate2> Chain(params TestCertificate[] certificates) =>
        [.. certificates.Select((one, i) => one.IssuedBy(certificates[Math.Min(i + 1, certificates.Length - 1)]))];
}
