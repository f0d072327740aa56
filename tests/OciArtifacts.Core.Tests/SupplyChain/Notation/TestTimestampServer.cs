using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace OciArtifacts.Core.Tests.SupplyChain.Notation;

/// <summary>A time stamp server (RFC 3161) in process.</summary>
internal sealed class TestTimestampServer(TestCertificate stamper, TestCertificate root) : HttpMessageHandler
{
    internal static readonly Uri Address = new("http://stamps.example.com/tsa");

    internal DateTimeOffset Time { get; set; } = TestCertificate.Start.AddMonths(1);

    internal int? AccuracySeconds { get; set; }

    internal string Policy { get; set; } = "1.2.3.4.1";

    internal bool NamesItsCertificate { get; set; } = true;

    /// <summary>The hash of the signature of a token.</summary>
    internal string Hash { get; set; } = "2.16.840.1.101.3.4.2.1";

    /// <summary>The number of further certificates in a token.</summary>
    internal int More { get; set; }

    internal HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>Changes the answer before it is sent.</summary>
    internal Func<byte[], byte[]> Answer { get; set; } = bytes => bytes;

    internal X509Certificate2 Root { get; } = root.SelfSigned();

    /// <summary>The token for a signature, as it is, without the checks of a client.</summary>
    internal async Task<byte[]> TokenAsync(ReadOnlyMemory<byte> signature)
    {
        var question = Rfc3161TimestampRequest.CreateFromData(
            signature.Span, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(16), requestSignerCertificates: true);
        using var http = new HttpClient(this, disposeHandler: false);
        using var content = new ByteArrayContent(question.Encode());
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/timestamp-query");
        using var response = await http.PostAsync(Address, content);
        var answer = new AsnReader(await response.Content.ReadAsByteArrayAsync(), AsnEncodingRules.DER).ReadSequence();
        answer.ReadSequence();
        return answer.ReadEncodedValue().ToArray();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.AreEqual("application/timestamp-query", request.Content!.Headers.ContentType!.MediaType);
        var bytes = await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.IsTrue(Rfc3161TimestampRequest.TryDecode(bytes, out var question, out _));
        Assert.IsTrue(question.RequestSignerCertificate);
        return new HttpResponseMessage(Status) { Content = new ByteArrayContent(Answer(AnswerTo(question))) };
    }

    private byte[] AnswerTo(Rfc3161TimestampRequest question)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence()) writer.WriteInteger(0);
            writer.WriteEncodedValue(Token(question));
        }

        return writer.Encode();
    }

    private byte[] Token(Rfc3161TimestampRequest question)
    {
        using var key = TestKeys.Algorithm(stamper.Key);
        using var certificate = stamper.IssuedBy(root);
        using var signer = key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
        var cms = new SignedCms(new ContentInfo(new Oid("1.2.840.113549.1.9.16.1.4"), Info(question)));
        var cmsSigner = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer)
        {
            IncludeOption = X509IncludeOption.EndCertOnly,
            DigestAlgorithm = new Oid(Hash),
        };
        for (var i = 0; i < More; i++) cmsSigner.Certificates.Add((root with { Serial = (byte)(i + 2) }).SelfSigned());
        var attribute = NamesItsCertificate ? SigningCertificateV2(certificate) : SigningCertificate(certificate);
        cmsSigner.SignedAttributes.Add(attribute);
        cms.ComputeSignature(cmsSigner);
        return cms.Encode();
    }

    private byte[] Info(Rfc3161TimestampRequest question)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            writer.WriteObjectIdentifier(Policy);
            using (writer.PushSequence())
            {
                using (writer.PushSequence()) writer.WriteObjectIdentifier(question.HashAlgorithmId.Value!);
                writer.WriteOctetString(question.GetMessageHash().Span);
            }

            writer.WriteInteger(7);
            writer.WriteGeneralizedTime(Time, omitFractionalSeconds: true);
            if (AccuracySeconds is { } seconds)
            {
                using (writer.PushSequence()) writer.WriteInteger(seconds);
            }

            writer.WriteInteger(question.GetNonce()!.Value.Span);
        }

        return writer.Encode();
    }

    private static AsnEncodedData SigningCertificateV2(X509Certificate2 certificate) =>
        new("1.2.840.113549.1.9.16.2.47", Named(SHA256.HashData(certificate.RawData)));

    // The older attribute, whose hash is SHA-1.
    private static AsnEncodedData SigningCertificate(X509Certificate2 certificate) =>
        new("1.2.840.113549.1.9.16.2.12", Named(CryptographicOperations.HashData(HashAlgorithmName.SHA1, certificate.RawData)));

    private static byte[] Named(byte[] hash)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(hash);
        }

        return writer.Encode();
    }
}
