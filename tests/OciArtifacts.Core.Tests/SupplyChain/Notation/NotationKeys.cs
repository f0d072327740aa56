using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

/// <summary>Keys with a chain of certificates, and envelopes that they sign.</summary>
internal static class NotationKeys
{
    internal const string Subject = "CN=Signer, OU=Release, O=Contoso, L=Seattle, S=WA, C=US";

    internal static readonly Descriptor Content = Descriptor.Of(MediaType.Manifest, "{}"u8);

    internal static readonly TestCertificate Authority = TestCertificate.Authority("CN=Contoso Root", "RSA 2048");

    /// <summary>The middle of the time in which the certificates are valid.</summary>
    internal static readonly DateTimeOffset Now = TestCertificate.Start.AddMonths(2);

    /// <summary>A key with its certificates.</summary>
    internal static SigningKey Key(string name, params TestCertificate[] chain)
    {
        var key = TestKeys.Signing(name);
        TestCertificate[] all = chain.Length > 0 ? chain : [TestCertificate.Signer(Subject, name), Authority];
        return new SigningKey(TestKeys.Algorithm(name), key.PublicKey, TestCertificate.Chain(all));
    }

    internal static FakeTimeProvider Clock(DateTimeOffset? now = null) => new(now ?? Now);

    internal static async Task<NotationEnvelope> SignAsync(SigningKey key, TestTimestampServer? server = null)
    {
        using var http = server is null ? null : new HttpClient(server, disposeHandler: false);
        var signer = new NotationSigner(new KeyEnvelopeSigner(key), Clock())
        {
            Timestamps = http is null ? null : new TimestampClient(http, TestTimestampServer.Address),
        };
        return await signer.SignAsync(Content, CancellationToken.None);
    }

    internal static NotationTrust Trust(X509Certificate2 certificate) => new() { Authorities = [certificate] };
}
