using System.Security.Cryptography.X509Certificates;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>Signs the bytes of an envelope by a plug-in (plugin-extensibility.md, "Signature Generator").</summary>
internal sealed class PlugInEnvelopeSigner(PlugInClient client, PlugInRequests requests) : IEnvelopeSigner
{
    private static readonly string Specs = string.Join(", ", JwsAlgorithm.All.Select(one => one.KeySpec));

    private JwsAlgorithm? _algorithm;

    public async Task<JwsAlgorithm> AlgorithmAsync(CancellationToken cancellation)
    {
        if (_algorithm is not null) return _algorithm;
        var answer = await client.CallAsync("describe-key", requests.OfKey(), cancellation).ConfigureAwait(false);
        var spec = client.Read(() => answer.Text("keySpec"));
        return _algorithm = JwsAlgorithm.All.FirstOrDefault(one => one.KeySpec == spec)
            ?? throw client.Failed($"has a key of the kind {spec}, and wanted is one of {Specs}");
    }

    public async Task<(byte[] Signature, IReadOnlyList<X509Certificate2> Chain)> SignAsync(byte[] data, CancellationToken cancellation)
    {
        var algorithm = await AlgorithmAsync(cancellation).ConfigureAwait(false);
        var request = requests.OfKey();
        request["keySpec"] = algorithm.KeySpec;
        request["hashAlgorithm"] = algorithm.HashName;
        request["payload"] = Convert.ToBase64String(data);
        var answer = await client.CallAsync("generate-signature", request, cancellation).ConfigureAwait(false);
        return client.Read(() => Checked(answer, data, algorithm));
    }

    private static (byte[] Signature, IReadOnlyList<X509Certificate2> Chain) Checked(StrictObject answer, byte[] data, JwsAlgorithm wanted)
    {
        if (answer.Text("signingAlgorithm") is var name && name != wanted.PlugInName)
        {
            throw answer.Wrong($"its signingAlgorithm is {name}, and {wanted.PlugInName} was asked for");
        }

        var chain = answer.Certificates("certificateChain", CertificateChain.Longest);
        if (chain.Count == 0) throw answer.Wrong("it has no certificateChain");
        var signature = answer.Bytes("signature");
        var key = CertificateChain.KeyOf(chain[0]);
        return JwsAlgorithm.Of(key) == wanted && key.Verify(data, signature, wanted.Scheme)
            ? (signature, chain)
            : throw answer.Wrong($"its signature was not made for this payload with the key of '{chain[0].Subject}'");
    }
}
