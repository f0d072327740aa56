using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.SupplyChain.Keys;

/// <summary>Brings certificates into the order of a chain. Files hold them in any order, with others among them.</summary>
internal static class CertificateOrder
{
    /// <summary>The certificate of the key, then the one that issued it, and so on as far as they are there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="certificates">All certificates.</param>
    /// <param name="from">Where they come from, for messages.</param>
    /// <exception cref="OciException">None is for the key (<see cref="OciErrorCode.InvalidCertificateChain"/>).</exception>
    internal static IReadOnlyList<X509Certificate2> From(PublicKey key, X509Certificate2Collection certificates, string from)
    {
        var leaf = certificates.FirstOrDefault(one => key.Spki.Span.SequenceEqual(one.PublicKey.ExportSubjectPublicKeyInfo()));
        return Above(
            leaf ?? throw new OciException(
                OciErrorCode.InvalidCertificateChain,
                $"None of the {certificates.Count} certificates in {from} is for the signing key {key.Id}. "
                + "Add the certificate of this key."),
            certificates);
    }

    /// <summary>The certificate, then the one that issued it, and so on as far as they are there.</summary>
    internal static IReadOnlyList<X509Certificate2> Above(X509Certificate2 leaf, X509Certificate2Collection certificates)
    {
        var rest = certificates.ToList();
        var chain = new List<X509Certificate2>();
        for (var next = leaf; next is not null; next = rest.Find(other => IsSame(other.SubjectName, chain[^1].IssuerName)))
        {
            chain.Add(next);
            rest.RemoveAll(other => ReferenceEquals(other, next));
            if (IsSame(next.SubjectName, next.IssuerName)) break;
        }

        return chain;
    }

    /// <summary>Whether the collection has this certificate. .NET's own comparison looks at the issuer and the number only.</summary>
    internal static bool Has(X509Certificate2Collection certificates, X509Certificate2 certificate) =>
        certificates.Any(one => one.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    internal static bool IsSame(X500DistinguishedName one, X500DistinguishedName other) =>
        one.RawData.AsSpan().SequenceEqual(other.RawData);
}
