using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain.Notation;

namespace OciArtifacts.Core.SupplyChain.Signers;

/// <summary>Signs with a Notation plug-in (notaryproject/specifications, plugin-extensibility.md).</summary>
/// <param name="key">The key.</param>
/// <param name="path">The path of the plug-in.</param>
/// <param name="time">The clock of the signing time.</param>
internal sealed class NotationPlugIn(PlugInKey key, string path, TimeProvider time)
{
    private const string Raw = "SIGNATURE_GENERATOR.RAW";
    private const string Envelope = "SIGNATURE_GENERATOR.ENVELOPE";

    // A plug-in that makes the whole envelope may demand itself for the verification.
    private static readonly string[] OfPlugIns =
        ["io.cncf.notary.verificationPlugin", "io.cncf.notary.verificationPluginMinVersion"];

    private readonly PlugInClient _client = new(path, key.TimeLimit);
    private readonly PlugInRequests _requests = new(key);

    /// <summary>The server that stamps the signature with its time. A plug-in that makes whole envelopes asks its own.</summary>
    internal TimestampClient? Timestamps { get; init; }

    /// <summary>Signs a manifest or an index.</summary>
    /// <inheritdoc cref="NotationSigner.PlanAsync"/>
    internal async Task<ManifestPlan> PlanAsync(Descriptor subject, ImageSpecVersion imageSpec, CancellationToken cancellation)
    {
        var metadata = await _client.CallAsync("get-plugin-metadata", _requests.OfMetadata(), cancellation).ConfigureAwait(false);
        var (name, versions, powers) = _client.Read(
            () => (metadata.Text("name"), metadata.Texts("supportedContractVersions"), metadata.Texts("capabilities")));
        if (name != key.PlugIn) throw _client.Failed($"calls itself '{name}', not {key.PlugIn}");
        if (!versions.Contains(PlugInClient.ContractVersion, StringComparer.Ordinal))
        {
            throw _client.Failed($"supports the contract {string.Join(", ", versions)}, not {PlugInClient.ContractVersion}");
        }

        if (powers.Contains(Raw, StringComparer.Ordinal))
        {
            var signer = new NotationSigner(new PlugInEnvelopeSigner(_client, _requests), time) { Timestamps = Timestamps };
            return await signer.PlanAsync(subject, imageSpec, cancellation).ConfigureAwait(false);
        }

        return powers.Contains(Envelope, StringComparer.Ordinal)
            ? await EnvelopeAsync(subject, imageSpec, cancellation).ConfigureAwait(false)
            : throw _client.Failed($"cannot sign: it has neither {Raw} nor {Envelope}");
    }

    private async Task<ManifestPlan> EnvelopeAsync(Descriptor subject, ImageSpecVersion imageSpec, CancellationToken cancellation)
    {
        var request = _requests.OfKey();
        request["payload"] = Convert.ToBase64String(NotationPayload.ToBytes(subject));
        request["payloadType"] = NotationNames.PayloadType;
        request["signatureEnvelopeType"] = NotationNames.EnvelopeType;
        var answer = await _client.CallAsync("generate-envelope", request, cancellation).ConfigureAwait(false);
        return _client.Read(() =>
        {
            var type = answer.Text("signatureEnvelopeType");
            if (type != NotationNames.EnvelopeType) throw answer.Wrong($"its signatureEnvelopeType is {type}");
            var content = answer.Bytes("signatureEnvelope");
            var envelope = NotationEnvelope.Parse(content);
            NotationVerifier.ReadIntact(envelope, subject, OfPlugIns);
            return NotationReferrer.Plan(envelope, content, Annotations(answer), imageSpec);
        });
    }

    private static IEnumerable<KeyValuePair<string, string>> Annotations(StrictObject answer) =>
        answer.ObjectOrNull("annotations") is { } given
            ? given.AllTexts().ToList()
            : [];
}
