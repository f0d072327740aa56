using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Trust;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.SupplyChain.Trust;

/// <summary>Writes trust policies with the keys and certificates that they name.</summary>
internal static class TrustPolicies
{
    internal const string Contoso = "C=US, ST=WA, O=Contoso, CN=Contoso Root";

    private static readonly Lazy<string> Certificate = new(() =>
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Contoso, key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    });

    /// <summary>Writes keys and stores, and beside them the policy. Returns the path of the policy.</summary>
    internal static string Write(WorkFolder work, string json)
    {
        work.Write("release.pub", TestKeys.Public("P-256").ToPem());
        work.Write("keys/ci.pub", TestKeys.Public("other P-256").ToPem());
        work.Write("truststore/x509/ca/contoso/root.pem", Certificate.Value);
        work.Write("truststore/x509/signingAuthority/contoso/root.crt", Certificate.Value);
        work.Write("truststore/x509/tsa/clock/root.cer", Certificate.Value);
        return work.Write("trust-policy.json", json);
    }

    /// <summary>Writes a policy for all repositories with these further members.</summary>
    internal static string WriteOne(WorkFolder work, string members, string level = "strict", string scopes = "\"*\"") => Write(
        work,
        $$"""
        {
          "version": "1.0",
          "trustPolicies": [{
            "name": "one",
            "registryScopes": [{{scopes}}],
            "signatureVerification": { "level": "{{level}}" }{{(members.Length > 0 ? "," : "")}}
            {{members}}
          }]
        }
        """);

    internal static Task<TrustPolicy> ReadAsync(string path) => TrustPolicy.ReadAsync(path, CancellationToken.None);
}
