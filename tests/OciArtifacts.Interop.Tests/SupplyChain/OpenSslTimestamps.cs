using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.Tests.SupplyChain;
using OciArtifacts.TestKit;

namespace OciArtifacts.Interop.Tests.SupplyChain;

/// <summary>A time stamp server whose answers OpenSSL makes.</summary>
internal sealed class OpenSslTimestamps : HttpMessageHandler
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly WorkFolder _folder;
    private readonly CancellationToken _cancellation;

    internal OpenSslTimestamps(WorkFolder folder, CancellationToken cancellation)
    {
        (_folder, _cancellation) = (folder, cancellation);
        var root = TestCertificate.Authority("CN=Stamp Root", "RSA 2048") with { From = Start, To = Start.AddDays(10) };
        var stamper = TestCertificate.Stamper("CN=Stamper", "P-384") with { From = Start, To = Start.AddDays(10) };
        Root = root.SelfSigned();
        folder.Write("key.pem", TestKeys.Pem("P-384"));
        folder.Write("cert.pem", stamper.IssuedBy(root).ExportCertificatePem() + "\n");
        folder.Write("serial", "01\n");
        folder.Write("tsa.cnf", $"""
            [tsa]
            serial = {folder["serial"]}
            signer_cert = {folder["cert.pem"]}
            signer_key = {folder["key.pem"]}
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            accuracy = secs:1
            ess_cert_id_alg = sha256
            """);
    }

    internal X509Certificate2 Root { get; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(_folder["question"], await request.Content!.ReadAsByteArrayAsync(_cancellation), _cancellation);
        string[] arguments =
        [
            "ts", "-reply", "-config", _folder["tsa.cnf"], "-section", "tsa", "-queryfile", _folder["question"], "-out", _folder["answer"],
        ];
        (await ProcessRunner.RunAsync(new ProcessCommand("openssl", arguments), _cancellation)).MustSucceed();
        return new HttpResponseMessage { Content = new ByteArrayContent(await File.ReadAllBytesAsync(_folder["answer"], _cancellation)) };
    }
}
